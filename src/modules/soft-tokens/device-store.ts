// All SQL over soft-token devices and the phones that they are bound to.

import { statement, type Session } from '../../postgres/database.ts';
import { gathered } from '../../postgres/gathered.ts';

export type Platform = 'ios' | 'android' | 'other';
export type ScreenLock = 'yes' | 'no' | 'unknown';
export type Biometry = 'off' | 'on' | 'password-first';
export type PushKeys = { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };

/** A device as its row says, with the status of its authenticator. Secrets stay sealed. */
export type DeviceRow = {
  readonly id: string;
  readonly customerId: string;
  readonly programme: string;
  readonly installationId: string | null;
  readonly installationKey: Uint8Array;
  readonly platform: Platform;
  readonly model: string;
  readonly system: string;
  readonly screenLock: ScreenLock;
  readonly language: string;
  readonly secrets: Uint8Array | null;
  readonly onlineIndex: bigint;
  readonly onlineState: Uint8Array | null;
  readonly offlineIndex: bigint;
  readonly offlineState: Uint8Array | null;
  readonly otpIndex: bigint;
  readonly otpState: Uint8Array | null;
  readonly otpEpoch: Temporal.Instant;
  readonly passwordFailures: number;
  readonly passwordLockedAt: Temporal.Instant | null;
  readonly codeFailures: number;
  readonly codeLockedAt: Temporal.Instant | null;
  readonly biometry: Biometry;
  readonly push: PushKeys | null;
  readonly createdAt: Temporal.Instant;
  readonly authenticatorStatus: 'registered' | 'active' | 'suspended' | 'ended';
  readonly activatedAt: Temporal.Instant | null;
};

const columns = `d.id, d.customer_id AS "customerId", d.programme, d.installation_id AS "installationId",
  d.installation_key AS "installationKey", d.platform, d.model, d.system, d.screen_lock AS "screenLock", d.language, d.secrets,
  d.online_index AS "onlineIndex", d.online_state AS "onlineState", d.offline_index AS "offlineIndex",
  d.offline_state AS "offlineState", d.otp_index AS "otpIndex", d.otp_state AS "otpState", d.otp_epoch AS "otpEpoch",
  d.password_failures AS "passwordFailures", d.password_locked_at AS "passwordLockedAt", d.code_failures AS "codeFailures",
  d.code_locked_at AS "codeLockedAt", d.biometry, d.push, d.created_at AS "createdAt",
  a.status AS "authenticatorStatus", a.activated_at AS "activatedAt"`;

const byIds = statement(
  'soft_devices_by_ids',
  `SELECT ${columns} FROM soft_devices d JOIN authenticators a ON a.id = d.id WHERE d.id = ANY($1::uuid[])`,
);

export async function selectDevices(db: Session, ids: readonly string[]): Promise<DeviceRow[]> {
  return await db.query<DeviceRow>(byIds, [ids]);
}

const deviceById = gathered<DeviceRow>(async (db, ids) => new Map((await selectDevices(db, ids)).map((row) => [row.id, row])));

export async function selectDevice(db: Session, id: string): Promise<DeviceRow | undefined> {
  return await deviceById(db, id);
}

const ofCustomer = statement(
  'soft_devices_of_customer',
  `SELECT ${columns} FROM soft_devices d JOIN authenticators a ON a.id = d.id
   WHERE d.customer_id = ANY ($1::uuid[]) AND a.status <> 'ended' ORDER BY d.created_at DESC`,
);

const liveDevices = gathered<DeviceRow[]>(async (db, customerIds) =>
  Map.groupBy(await db.query<DeviceRow>(ofCustomer, [customerIds]), (row) => row.customerId),
);

/** The devices of a customer that have not ended, newest first: at most one active or suspended, and one registered. */
export async function selectLiveDevices(db: Session, customerId: string): Promise<DeviceRow[]> {
  return (await liveDevices(db, customerId)) ?? [];
}

const bindPhone = statement(
  'installation_bind',
  `INSERT INTO installations (id, customer_id, public_key, bound_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (id) DO UPDATE SET bound_at = installations.bound_at WHERE installations.customer_id = excluded.customer_id
   RETURNING id`,
);

/** Binds a phone to a customer; false when it carries another one (TK-05). */
export async function bindInstallation(
  tx: Session,
  row: { installationId: string; customerId: string; publicKey: Uint8Array },
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(bindPhone, [row.installationId, row.customerId, row.publicKey, now])).length === 1;
}

const boundTo = statement('installation_customer', `SELECT customer_id AS "customerId" FROM installations WHERE id = $1`);

export async function selectInstallationCustomer(db: Session, installationId: string): Promise<string | undefined> {
  return (await db.query<{ customerId: string }>(boundTo, [installationId]))[0]?.customerId;
}

const insert = statement(
  'soft_device_insert',
  `INSERT INTO soft_devices (id, customer_id, programme, installation_id, installation_key, platform, model, system, screen_lock, language,
     secrets, online_index, online_state, offline_index, offline_state, otp_index, otp_state, otp_epoch, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, 0, $13, 0, $14, $15, $15)`,
);

/** The sealed columns of a device. */
export type SealedKeys = {
  readonly secrets: Uint8Array;
  readonly onlineState: Uint8Array;
  readonly offlineState: Uint8Array;
  readonly otpState: Uint8Array;
};

export async function insertDevice(
  tx: Session,
  row: {
    id: string;
    customerId: string;
    programme: string;
    installationId: string;
    installationKey: Uint8Array;
    platform: Platform;
    model: string;
    system: string;
    screenLock: ScreenLock;
    language: string;
  } & SealedKeys,
  now: Temporal.Instant,
): Promise<void> {
  const { id, customerId, programme, installationId, installationKey, platform, model, system, screenLock, language } = row;
  const { secrets, onlineState, offlineState, otpState } = row;
  const device = [id, customerId, programme, installationId, installationKey, platform, model, system, screenLock, language];
  await tx.query(insert, [...device, secrets, onlineState, offlineState, otpState, now]);
}

const replaceKeys = statement(
  'soft_device_replace_keys',
  `UPDATE soft_devices SET secrets = $2, online_index = 1, online_state = $3, offline_index = 0, offline_state = $4,
     otp_index = 0, otp_state = $5, otp_epoch = $6, password_failures = 0, password_locked_at = NULL, code_failures = 0, code_locked_at = NULL
   WHERE id = $1 AND secrets IS NOT NULL RETURNING id`,
);

/** New keys of an activation: every chain starts again, the online one at 1 because 0 proved the commit. */
export async function replaceDeviceKeys(tx: Session, id: string, sealed: SealedKeys, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(replaceKeys, [id, sealed.secrets, sealed.onlineState, sealed.offlineState, sealed.otpState, now])).length === 1;
}

const replaceSecretsText = statement(
  'soft_device_replace_secrets',
  `UPDATE soft_devices SET secrets = $2, password_failures = 0, password_locked_at = NULL,
     biometry = CASE WHEN biometry = 'on' AND $3 THEN 'password-first' ELSE biometry END
   WHERE id = $1 AND secrets IS NOT NULL RETURNING id`,
);

/** A new K_k: after a reset biometry waits for the password (TK-25), after a change it does not. */
export async function replaceSecrets(tx: Session, id: string, secrets: Uint8Array, passwordFirst: boolean): Promise<boolean> {
  return (await tx.query(replaceSecretsText, [id, secrets, passwordFirst])).length === 1;
}

const endText = statement(
  'soft_device_end',
  `UPDATE soft_devices SET secrets = NULL, online_state = NULL, offline_state = NULL, otp_state = NULL, installation_id = NULL, push = NULL
   WHERE id = $1 RETURNING id`,
);
const unbind = statement(
  'installation_unbind',
  `DELETE FROM installations i WHERE i.id = $1 AND NOT EXISTS (SELECT 1 FROM soft_devices d WHERE d.installation_id = i.id)`,
);

/** Erases the keys of a device and frees its phone when no other live device is on it. */
export async function eraseDevice(tx: Session, id: string, installationId: string | null): Promise<void> {
  await tx.query(endText, [id]);
  if (installationId !== null) await tx.query(unbind, [installationId]);
}

const setPush = statement('soft_device_push', `UPDATE soft_devices SET push = $2 WHERE id = $1 AND secrets IS NOT NULL RETURNING id`);

export async function savePush(db: Session, id: string, push: PushKeys | null): Promise<boolean> {
  return (await db.query(setPush, [id, push === null ? null : JSON.stringify(push)])).length === 1;
}

const dropPush = statement('soft_device_drop_push', `UPDATE soft_devices SET push = NULL WHERE push->>'endpoint' = $1`);

/** Forgets a subscription that its push service no longer knows. */
export async function forgetPush(db: Session, endpoint: string): Promise<void> {
  await db.query(dropPush, [endpoint]);
}

const setBiometryText = statement('soft_device_biometry', `UPDATE soft_devices SET biometry = $2 WHERE id = $1 AND secrets IS NOT NULL`);

export async function setBiometry(tx: Session, id: string, biometry: Biometry): Promise<void> {
  await tx.query(setBiometryText, [id, biometry]);
}

const unlockCodes = statement(
  'soft_device_unlock_codes',
  `UPDATE soft_devices SET code_failures = 0, code_locked_at = NULL WHERE id = $1 AND code_locked_at IS NOT NULL RETURNING id`,
);

/** TK-26: lifts the lock after wrong codes; false when there was none. */
export async function clearCodeLock(tx: Session, id: string): Promise<boolean> {
  return (await tx.query(unlockCodes, [id])).length === 1;
}
