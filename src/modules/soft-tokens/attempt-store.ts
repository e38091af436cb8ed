// Claiming and settling of attempts on a device: each is one conditional UPDATE, so that parallel guesses cannot share a try.

import { statement, type Session } from '../../postgres/database.ts';

export type OnlineClaim = { readonly deviceId: string; readonly index: number; readonly failuresMax: number };

const claimOnlineText = statement(
  'soft_devices_claim_online',
  `UPDATE soft_devices d SET password_failures = d.password_failures + 1
   FROM (SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::integer[]) AS c (id, place, most) ORDER BY id) c
   WHERE d.id = c.id AND d.secrets IS NOT NULL AND d.password_failures < c.most
     AND d.online_index <= c.place AND c.place <= d.online_index + $4
   RETURNING d.id, d.password_failures AS "failures", d.online_index AS "onlineIndex", d.online_state AS "onlineState", d.secrets, d.biometry`,
);

export type ClaimedOnline = {
  readonly id: string;
  /** Counted with this try. */
  readonly failures: number;
  readonly onlineIndex: bigint;
  readonly onlineState: Uint8Array;
  readonly secrets: Uint8Array;
  readonly biometry: 'off' | 'on' | 'password-first';
};

/** Takes one password try on each device; a device without a row in the answer is locked, ended or past that index. */
export async function claimOnline(tx: Session, claims: readonly OnlineClaim[], aheadMax: number): Promise<ClaimedOnline[]> {
  const ids = claims.map(({ deviceId }) => deviceId);
  return await tx.query<ClaimedOnline>(claimOnlineText, [
    ids,
    claims.map(({ index }) => index),
    claims.map(({ failuresMax }) => failuresMax),
    aheadMax,
  ]);
}

const settleOnlineText = statement(
  'soft_devices_settle_online',
  `UPDATE soft_devices d SET password_failures = 0, password_locked_at = NULL, online_index = s.place + 1, online_state = s.state,
     biometry = CASE WHEN d.biometry = 'password-first' AND s.password THEN 'on' ELSE d.biometry END, last_seen_at = $5
   FROM unnest($1::uuid[], $2::bigint[], $3::bytea[], $4::boolean[]) AS s (id, place, state, password)
   WHERE d.id = s.id AND d.online_index <= s.place
   RETURNING d.id`,
);

export type OnlineSuccess = {
  readonly deviceId: string;
  readonly index: number;
  readonly nextState: Uint8Array;
  readonly byPassword: boolean;
};

/** A right proof: clears the count and moves the chain past the index. Gives the ids that moved. */
export async function settleOnline(tx: Session, successes: readonly OnlineSuccess[], now: Temporal.Instant): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(settleOnlineText, [
    successes.map(({ deviceId }) => deviceId),
    successes.map(({ index }) => index),
    successes.map(({ nextState }) => nextState),
    successes.map(({ byPassword }) => byPassword),
    now,
  ]);
  return new Set(rows.map(({ id }) => id));
}

const lockPasswords = statement(
  'soft_devices_lock_passwords',
  `UPDATE soft_devices SET password_locked_at = $2, biometry = CASE WHEN biometry = 'on' THEN 'password-first' ELSE biometry END
   WHERE id = ANY($1::uuid[]) AND password_locked_at IS NULL RETURNING id`,
);

/** TK-22: marks devices whose tries are used up; gives those that were not marked before. */
export async function lockPassword(tx: Session, ids: readonly string[], now: Temporal.Instant): Promise<string[]> {
  return (await tx.query<{ id: string }>(lockPasswords, [ids, now])).map(({ id }) => id);
}

export type CodeClaim = { readonly deviceId: string; readonly failuresMax: number };

const claimCodeText = statement(
  'soft_devices_claim_code',
  `UPDATE soft_devices d SET code_failures = d.code_failures + 1
   FROM (SELECT * FROM unnest($1::uuid[], $2::integer[]) AS c (id, most) ORDER BY id) c
   WHERE d.id = c.id AND d.secrets IS NOT NULL AND d.code_failures < c.most
   RETURNING d.id, d.code_failures AS "failures", d.secrets, d.biometry, d.otp_index AS "otpIndex", d.otp_state AS "otpState", d.otp_epoch AS "otpEpoch"`,
);

export type ClaimedCode = {
  readonly id: string;
  readonly failures: number;
  readonly secrets: Uint8Array;
  readonly biometry: 'off' | 'on' | 'password-first';
  readonly otpIndex: bigint;
  readonly otpState: Uint8Array;
  readonly otpEpoch: Temporal.Instant;
};

/** Takes one code try on each device (TK-26); none is given where the codes are locked. */
export async function claimCode(tx: Session, claims: readonly CodeClaim[]): Promise<ClaimedCode[]> {
  return await tx.query<ClaimedCode>(claimCodeText, [claims.map(({ deviceId }) => deviceId), claims.map(({ failuresMax }) => failuresMax)]);
}

const settleCodeText = statement(
  'soft_devices_settle_code',
  `UPDATE soft_devices d SET code_failures = 0 FROM unnest($1::uuid[]) AS s (id) WHERE d.id = s.id AND d.code_locked_at IS NULL RETURNING d.id`,
);

export async function settleCode(tx: Session, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.query(settleCodeText, [ids]);
}

const lockCodes = statement(
  'soft_devices_lock_codes',
  `UPDATE soft_devices SET code_locked_at = $2 WHERE id = ANY($1::uuid[]) AND code_locked_at IS NULL RETURNING id`,
);

export async function lockCode(tx: Session, ids: readonly string[], now: Temporal.Instant): Promise<string[]> {
  return (await tx.query<{ id: string }>(lockCodes, [ids, now])).map(({ id }) => id);
}

const moveOtp = statement(
  'soft_device_move_otp',
  `UPDATE soft_devices SET otp_index = $2, otp_state = $3 WHERE id = $1 AND otp_index < $2 RETURNING id`,
);

/** Moves the Generate-OTP chain forward; false when another use was first: then the code is spent (TK-20). */
export async function advanceOtp(tx: Session, id: string, nextIndex: number, nextState: Uint8Array): Promise<boolean> {
  return (await tx.query(moveOtp, [id, nextIndex, nextState])).length === 1;
}

const moveOffline = statement(
  'soft_device_move_offline',
  `UPDATE soft_devices SET offline_index = $2 + 1, offline_state = $3
   WHERE id = $1 AND offline_index = $2 AND secrets IS NOT NULL RETURNING id`,
);

/** Takes the next place of the offline chain for one QR code; false when another QR took it first. */
export async function takeOfflinePlace(tx: Session, id: string, place: bigint, nextState: Uint8Array): Promise<boolean> {
  return (await tx.query(moveOffline, [id, place, nextState])).length === 1;
}
