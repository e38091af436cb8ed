// Idempotency-Key: a request that comes twice happens once and is answered twice the same.

import { createHash, randomBytes } from 'node:crypto';

import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';

import { uuidV7 } from '../../kernel/ids.ts';
import { statement } from '../../postgres/database.ts';
import type { Deps } from './deps.ts';
import { sendProblem } from './problems/problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    idempotency?: {
      client: string;
      key: string;
      /** The id to give to what this request makes; the same again when an interrupted request is repeated. */
      resourceId: string;
      /** True where an earlier attempt may have made it already: look for it before you make it. */
      repeated: boolean;
    };
  }
}

const claim = statement(
  'idempotency_claim',
  `INSERT INTO idempotency_keys (client, key, request_digest, resource_id, claimed_at, created_at)
   VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (client, key) DO NOTHING RETURNING resource_id`,
);
// An attempt that has not answered for a minute was cut off: its process ended.
const reclaim = statement(
  'idempotency_reclaim',
  `UPDATE idempotency_keys SET claimed_at = $4
   WHERE client = $1 AND key = $2 AND request_digest = $3 AND status IS NULL AND claimed_at < $5
   RETURNING resource_id AS "resourceId"`,
);
const read = statement(
  'idempotency_read',
  `SELECT request_digest AS digest, status, content_type AS "contentType", body FROM idempotency_keys WHERE client = $1 AND key = $2`,
);
const save = statement(
  'idempotency_save',
  `UPDATE idempotency_keys SET status = $3, content_type = $4, body = $5 WHERE client = $1 AND key = $2 AND status IS NULL`,
);
const forget = statement('idempotency_forget', `DELETE FROM idempotency_keys WHERE client = $1 AND key = $2 AND status IS NULL`);
const expire = statement('idempotency_expire', `DELETE FROM idempotency_keys WHERE created_at < $1`);

const keptHours = 24;
const cutOffSeconds = 60;

/** Deletes keys older than 24 hours; a job calls it now and then. */
export async function forgetOldKeys(deps: Pick<Deps, 'database'>, now: Temporal.Instant): Promise<void> {
  await deps.database.query(expire, [now.subtract({ hours: keptHours })]);
}

function digestOf(request: FastifyRequest): Uint8Array {
  return createHash('sha256').update(`${request.method} ${request.url}\n`).update(JSON.stringify(request.body ?? null)).digest();
}

/**
 * Hooks for a route that moves something. Answers 200 … 499 are kept for 24 hours and repeated with the header
 * `Idempotency-Replayed: true`; a fault (5xx) and 429 are not kept, so that the client can try again with the same key.
 * The same key with another body is refused with 422, while the first still runs with 409.
 * @param client who sends the key: keys of two clients never meet
 */
export function idempotent(
  deps: Deps,
  { client, required = true }: { client(request: FastifyRequest): string; required?: boolean },
): {
  preHandler: preHandlerAsyncHookHandler;
  onSend(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown>;
} {
  return {
    async preHandler(request, reply) {
      const key = request.headers['idempotency-key'];
      if (key === undefined && !required) return;
      if (typeof key !== 'string' || !/^[\x21-\x7e]{1,100}$/.test(key)) return sendProblem(reply, 'idempotency-key-missing');
      const now = deps.clock.now();
      const owner = client(request);
      const digest = digestOf(request);
      const fresh = uuidV7(now.epochMilliseconds, randomBytes(10));
      if ((await deps.database.query(claim, [owner, key, digest, fresh, now])).length === 1) {
        request.idempotency = { client: owner, key, resourceId: fresh, repeated: false };
        return;
      }
      const [known] = await deps.database.query<{ digest: Uint8Array; status: number | null; contentType: string; body: string }>(read, [owner, key]);
      if (known !== undefined && !Buffer.from(known.digest).equals(digest)) return sendProblem(reply, 'idempotency-key-reused');
      if (known !== undefined && known.status !== null) {
        return reply.status(known.status).headers({ 'content-type': known.contentType, 'idempotency-replayed': 'true' }).serializer(String).send(known.body);
      }
      const [taken] = await deps.database.query<{ resourceId: string }>(reclaim, [owner, key, digest, now, now.subtract({ seconds: cutOffSeconds })]);
      if (taken === undefined) return sendProblem(reply, 'request-in-progress', { retryAfterSeconds: 1 });
      request.idempotency = { client: owner, key, resourceId: taken.resourceId, repeated: true };
      return;
    },
    async onSend(request, reply, payload) {
      const claimed = request.idempotency;
      if (claimed === undefined) return payload;
      delete request.idempotency;
      const { client: owner, key } = claimed;
      // A failure to save leaves the claim open: a repetition finds the same resource id.
      if (reply.statusCode >= 500 || reply.statusCode === 429 || typeof payload !== 'string') {
        await deps.database.query(forget, [owner, key]).catch(() => undefined);
      } else {
        const type = String(reply.getHeader('content-type') ?? 'application/json; charset=utf-8');
        await deps.database.query(save, [owner, key, reply.statusCode, type, payload]).catch(() => undefined);
      }
      return payload;
    },
  };
}
