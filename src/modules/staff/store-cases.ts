// SQL of what staff do for customers: requests that wait for a second person, calls, and checks of a mobile number.

import { statement, type Session } from '../../postgres/database.ts';
import type { Question } from './rules/call.ts';
import type { Act } from './rules/four-eyes.ts';

export type RequestRow = {
  readonly id: string;
  readonly programme: string;
  readonly action: Act;
  readonly customerId: string;
  readonly payload: Record<string, string>;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly status: 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'failed';
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly note: string | null;
};

const requestColumns = `r.id, r.programme, r.action, r.customer_id AS "customerId", r.payload, r.reason, r.asked_by AS "askedBy",
  a.name AS "askedByName", r.asked_at AS "askedAt", r.expires_at AS "expiresAt", r.status, r.decided_by AS "decidedBy",
  d.name AS "decidedByName", r.decided_at AS "decidedAt", r.note`;
const requestTables = `staff_requests r JOIN staff_members a ON a.id = r.asked_by LEFT JOIN staff_members d ON d.id = r.decided_by`;

const insertRequestRow = statement(
  'staff_request_insert',
  `INSERT INTO staff_requests (id, programme, action, customer_id, payload, reason, asked_by, asked_at, expires_at, status)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')`,
);

export async function insertRequest(
  tx: Session,
  row: Pick<RequestRow, 'id' | 'programme' | 'action' | 'customerId' | 'payload' | 'reason' | 'askedBy' | 'expiresAt'>,
  now: Temporal.Instant,
): Promise<void> {
  const { id, programme, action, customerId, payload, reason, askedBy, expiresAt } = row;
  await tx.query(insertRequestRow, [id, programme, action, customerId, JSON.stringify(payload), reason, askedBy, now, expiresAt]);
}

const sweepRequestRow = statement(
  'staff_request_drop_expired',
  `DELETE FROM staff_requests WHERE customer_id = $1 AND action = $2 AND status = 'waiting' AND expires_at <= $3`,
);

/** Makes room for a new request: one that nobody decided in time is void (its evidence stays). */
export async function dropExpiredRequest(tx: Session, customerId: string, action: Act, now: Temporal.Instant): Promise<void> {
  await tx.query(sweepRequestRow, [customerId, action, now]);
}

const requestById = statement('staff_request_by_id', `SELECT ${requestColumns} FROM ${requestTables} WHERE r.id = $1`);

export async function request(db: Session, id: string): Promise<RequestRow | undefined> {
  return (await db.query<RequestRow>(requestById, [id]))[0];
}

const listRequests = statement(
  'staff_requests_list',
  `SELECT ${requestColumns} FROM ${requestTables}
   WHERE ($1::text IS NULL OR r.status = $1) AND ($2::uuid IS NULL OR r.id < $2)
   ORDER BY r.id DESC LIMIT $3`,
);

export async function requests(
  db: Session,
  query: { status: RequestRow['status'] | null; beforeId: string | null; limit: number },
): Promise<RequestRow[]> {
  return await db.query<RequestRow>(listRequests, [query.status, query.beforeId, query.limit]);
}

/** Settles who decides, in one statement: of two who press at once, one gets the row. */
export const claimRequestRow = statement(
  'staff_request_claim',
  `UPDATE staff_requests SET status = $2, decided_by = $3, decided_at = $4, note = $5
   WHERE id = $1 AND status = 'waiting' AND expires_at > $4 AND ((asked_by = $3) = ($2 = 'withdrawn')) RETURNING id`,
);

export async function claimRequest(
  tx: Session,
  claim: { id: string; status: 'approved' | 'refused' | 'withdrawn'; by: string; note: string | null },
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(claimRequestRow, [claim.id, claim.status, claim.by, now, claim.note])).length === 1;
}

const failRequestRow = statement('staff_request_fail', `UPDATE staff_requests SET status = 'failed', note = $2 WHERE id = $1`);

export async function failRequest(tx: Session, id: string, note: string): Promise<void> {
  await tx.query(failRequestRow, [id, note]);
}

export type CallRow = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly staffId: string;
  readonly reason: string;
  readonly questions: Question[];
  readonly attempts: number;
  readonly attemptsMax: number;
  readonly openedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly verifiedAt: Temporal.Instant | null;
  readonly codeMatchedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
};

const callColumns = `id, programme, customer_id AS "customerId", staff_id AS "staffId", reason, questions, attempts,
  attempts_max AS "attemptsMax", opened_at AS "openedAt", expires_at AS "expiresAt", verified_at AS "verifiedAt",
  code_matched_at AS "codeMatchedAt", ended_at AS "endedAt"`;

const insertCallRow = statement(
  'staff_call_insert',
  `INSERT INTO staff_calls (id, programme, customer_id, staff_id, reason, questions, attempts, attempts_max, opened_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9)`,
);

export async function insertCall(
  tx: Session,
  row: Pick<CallRow, 'id' | 'programme' | 'customerId' | 'staffId' | 'reason' | 'questions' | 'attemptsMax' | 'expiresAt'>,
  now: Temporal.Instant,
): Promise<void> {
  const { id, programme, customerId, staffId, reason, questions, attemptsMax, expiresAt } = row;
  await tx.query(insertCallRow, [id, programme, customerId, staffId, reason, questions, attemptsMax, now, expiresAt]);
}

const callById = statement('staff_call_by_id', `SELECT ${callColumns} FROM staff_calls WHERE id = $1`);

export async function call(db: Session, id: string): Promise<CallRow | undefined> {
  return (await db.query<CallRow>(callById, [id]))[0];
}

const openCallByStaff = statement(
  'staff_call_open_of',
  `SELECT ${callColumns} FROM staff_calls WHERE staff_id = $1 AND ended_at IS NULL AND expires_at > $2`,
);

export async function openCallOf(db: Session, staffId: string, now: Temporal.Instant): Promise<CallRow | undefined> {
  return (await db.query<CallRow>(openCallByStaff, [staffId, now]))[0];
}

const endCallsRow = statement(
  'staff_calls_end',
  `UPDATE staff_calls SET ended_at = $2 WHERE staff_id = $1 AND ended_at IS NULL RETURNING id`,
);

/** A member of staff has one caller at a time. */
export async function endCallsOf(tx: Session, staffId: string, now: Temporal.Instant): Promise<string[]> {
  return (await tx.query<{ id: string }>(endCallsRow, [staffId, now])).map(({ id }) => id);
}

/** Claims one try of this call before anything is compared. */
export const claimAnswerRow = statement(
  'staff_call_claim_answer',
  `UPDATE staff_calls SET attempts = attempts + 1
   WHERE id = $1 AND staff_id = $2 AND ended_at IS NULL AND expires_at > $3 AND verified_at IS NULL AND attempts < attempts_max
   RETURNING ${callColumns}`,
);

export async function claimAnswer(tx: Session, id: string, staffId: string, now: Temporal.Instant): Promise<CallRow | undefined> {
  return (await tx.query<CallRow>(claimAnswerRow, [id, staffId, now]))[0];
}

// Claims one try about this customer across all calls; a window that is over starts anew.
export const claimFailureRow = statement(
  'staff_caller_claim',
  `INSERT INTO staff_caller_failures AS f (customer_id, failures, window_started_at) VALUES ($1, 1, $2)
   ON CONFLICT (customer_id) DO UPDATE SET
     failures = CASE WHEN f.window_started_at <= $3 THEN 1 ELSE f.failures + 1 END,
     window_started_at = CASE WHEN f.window_started_at <= $3 THEN $2 ELSE f.window_started_at END
   WHERE f.failures < $4 OR f.window_started_at <= $3
   RETURNING f.failures`,
);

export async function claimCallerTry(
  tx: Session,
  customerId: string,
  limits: { max: number; windowStart: Temporal.Instant },
  now: Temporal.Instant,
): Promise<number | undefined> {
  return (await tx.query<{ failures: number }>(claimFailureRow, [customerId, now, limits.windowStart, limits.max]))[0]?.failures;
}

const callerFailuresRow = statement(
  'staff_caller_failures_of',
  `SELECT failures FROM staff_caller_failures WHERE customer_id = $1 AND window_started_at > $2`,
);

export async function callerFailures(db: Session, customerId: string, windowStart: Temporal.Instant): Promise<number> {
  return (await db.query<{ failures: number }>(callerFailuresRow, [customerId, windowStart]))[0]?.failures ?? 0;
}

const clearFailuresRow = statement('staff_caller_clear', `UPDATE staff_caller_failures SET failures = 0 WHERE customer_id = $1`);

export async function clearCallerFailures(tx: Session, customerId: string): Promise<void> {
  await tx.query(clearFailuresRow, [customerId]);
}

const verifyCallRow = statement(
  'staff_call_verify',
  `UPDATE staff_calls SET verified_at = $2
   WHERE id = $1 AND verified_at IS NULL AND ended_at IS NULL AND expires_at > $2 RETURNING id`,
);

export async function verifyCall(tx: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(verifyCallRow, [id, now])).length === 1;
}

const matchCallCodeRow = statement(
  'staff_call_code_matched',
  `UPDATE staff_calls SET code_matched_at = $2 WHERE id = $1 AND ended_at IS NULL AND expires_at > $2 RETURNING id`,
);

export async function markCallCodeMatched(tx: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(matchCallCodeRow, [id, now])).length === 1;
}

export type MobileCheckRow = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly staffId: string;
  readonly mobile: string;
  readonly change: boolean;
  readonly startedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly matchedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
};

const checkColumns = `id, programme, customer_id AS "customerId", staff_id AS "staffId", mobile, change, started_at AS "startedAt",
  expires_at AS "expiresAt", matched_at AS "matchedAt", ended_at AS "endedAt"`;

const insertCheckRow = statement(
  'staff_mobile_check_insert',
  `INSERT INTO staff_mobile_checks (id, programme, customer_id, staff_id, mobile, change, ownership_declared, started_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, true, $7, $8)`,
);

export async function insertMobileCheck(
  tx: Session,
  row: Pick<MobileCheckRow, 'id' | 'programme' | 'customerId' | 'staffId' | 'mobile' | 'change' | 'expiresAt'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insertCheckRow, [row.id, row.programme, row.customerId, row.staffId, row.mobile, row.change, now, row.expiresAt]);
}

const checkById = statement('staff_mobile_check_by_id', `SELECT ${checkColumns} FROM staff_mobile_checks WHERE id = $1`);

export async function mobileCheck(db: Session, id: string): Promise<MobileCheckRow | undefined> {
  return (await db.query<MobileCheckRow>(checkById, [id]))[0];
}

const matchCheckRow = statement(
  'staff_mobile_check_match',
  `UPDATE staff_mobile_checks SET matched_at = $3, ended_at = $3
   WHERE id = $1 AND staff_id = $2 AND ended_at IS NULL AND expires_at > $3 RETURNING ${checkColumns}`,
);

export async function matchMobileCheck(
  tx: Session,
  id: string,
  staffId: string,
  now: Temporal.Instant,
): Promise<MobileCheckRow | undefined> {
  return (await tx.query<MobileCheckRow>(matchCheckRow, [id, staffId, now]))[0];
}

const caseIds = statement(
  'staff_cases_of',
  `(SELECT id FROM staff_requests WHERE customer_id = $1 ORDER BY id DESC LIMIT 100)
   UNION ALL (SELECT id FROM staff_calls WHERE customer_id = $1 ORDER BY id DESC LIMIT 100)
   UNION ALL (SELECT id FROM staff_mobile_checks WHERE customer_id = $1 ORDER BY id DESC LIMIT 100)`,
);

/** Ids of the newest requests, calls and checks about a customer: subjects of evidence. */
export async function casesOf(db: Session, customerId: string): Promise<string[]> {
  return (await db.query<{ id: string }>(caseIds, [customerId])).map(({ id }) => id);
}
