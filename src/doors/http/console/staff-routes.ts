// Staff members for supervisors, and the inbox of acts that wait for a second person.

import type { FastifyReply } from 'fastify';

import { customer } from '../../../modules/customers/index.ts';
import {
  addMember,
  changeRoles,
  decideRequest,
  invite,
  mayDecide,
  members,
  requests,
  setActive,
  withdrawRequest,
  type RequestRow,
  type SignedInStaff,
} from '../../../modules/staff/index.ts';
import * as contract from '../contracts/console/staff.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleDeps } from './deps.ts';
import { person } from './guard.ts';

const pageRows = 50;

export function staffRoutes(app: App, deps: ConsoleDeps): void {
  const { staff: context, clock, executors } = deps;

  app.get('/console/v1/staff', { schema: contract.StaffList, config: { permission: 'staff.read' } }, async () => {
    const rows = await members(context.db, clock.now());
    return {
      staff: rows.map(({ id, userName, name, roles, status, passkeys, lastSeenAt, invitedUntil }) => ({
        id,
        userName,
        name,
        roles,
        status,
        passkeys: Number(passkeys),
        lastSeenAt: lastSeenAt?.toString() ?? null,
        invitedUntil: invitedUntil?.toString() ?? null,
      })),
    };
  });

  async function answerInvitation(reply: FastifyReply, staffId: string, by: string): Promise<FastifyReply> {
    const outcome = await invite(context, { staffId, by }, clock.now());
    if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
    return reply.status(201).send({ staffId, secret: outcome.value.secret, expiresAt: outcome.value.expiresAt.toString() });
  }

  const change = { permission: 'staff.change' } as const;

  app.post('/console/v1/staff', { schema: contract.StaffAdd, config: change }, async (request, reply) => {
    const by = person(request).staffId;
    const outcome = await addMember(context, { ...request.body, by }, clock.now());
    return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await answerInvitation(reply, outcome.value.id, by);
  });

  app.post('/console/v1/staff/:id/invitation', { schema: contract.StaffInvite, config: change }, async (request, reply) => {
    return await answerInvitation(reply, request.params.id, person(request).staffId);
  });

  app.post('/console/v1/staff/:id/roles', { schema: contract.StaffRoles, config: change }, async (request, reply) => {
    const wanted = { staffId: request.params.id, by: person(request).staffId, ...request.body };
    const outcome = await changeRoles(context, wanted, clock.now());
    return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : reply.status(204).send(null);
  });

  app.post('/console/v1/staff/:id/active', { schema: contract.StaffActive, config: change }, async (request, reply) => {
    const wanted = { staffId: request.params.id, by: person(request).staffId, ...request.body };
    const outcome = await setActive(context, wanted, clock.now());
    return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : reply.status(204).send(null);
  });

  async function requestAnswer(row: RequestRow, staff: SignedInStaff) {
    const now = clock.now();
    const found = await customer(context.db, row.customerId);
    const over = row.status === 'waiting' && Temporal.Instant.compare(now, row.expiresAt) >= 0;
    return {
      id: row.id,
      action: row.action,
      status: over ? ('expired' as const) : row.status,
      customer: {
        id: row.customerId,
        number: found?.number ?? '',
        name: found?.name ?? '',
        nameLatin: found?.nameLatin ?? '',
      },
      payload: row.payload,
      reason: row.reason,
      askedBy: { id: row.askedBy, name: row.askedByName },
      askedAt: row.askedAt.toString(),
      expiresAt: row.expiresAt.toString(),
      decidedBy: row.decidedBy === null ? null : { id: row.decidedBy, name: row.decidedByName ?? '' },
      decidedAt: row.decidedAt?.toString() ?? null,
      note: row.note,
      mayDecide: mayDecide(row, { id: staff.staffId, roles: staff.roles }, now).kind === 'done',
    };
  }

  app.get('/console/v1/requests', { schema: contract.RequestList, config: { permission: 'request.read' } }, async (request, reply) => {
    const { status, cursor } = request.query;
    const place = cursor === undefined ? undefined : fromCursor(cursor, 1);
    if (cursor !== undefined && place === undefined) return sendProblem(reply, 'cursor-unknown');
    const rows = await requests(context.db, { status: status ?? null, beforeId: place?.[0] ?? null, limit: pageRows + 1 });
    const page = toPage(rows, pageRows, ({ id }) => [id]);
    const staff = person(request);
    const answers = await Promise.all(page.rows.map((row) => requestAnswer(row, staff)));
    return page.next === undefined ? { requests: answers } : { requests: answers, next: page.next };
  });

  app.post(
    '/console/v1/requests/:id/decision',
    { schema: contract.RequestDecide, config: { permission: 'request.decide' } },
    async (request, reply) => {
      const { decision, note = '' } = request.body;
      const wanted = { requestId: request.params.id, decision, note, person: person(request) };
      const outcome = await decideRequest(context, executors, wanted, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      const { value } = outcome;
      return value.status === 'failed' ? { status: value.status, because: value.because } : { status: value.status };
    },
  );

  app.post(
    '/console/v1/requests/:id/withdrawal',
    { schema: contract.RequestWithdraw, config: { permission: 'request.read' } },
    async (request, reply) => {
      const wanted = { requestId: request.params.id, staffId: person(request).staffId };
      const outcome = await withdrawRequest(context, wanted, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : reply.status(204).send(null);
    },
  );
}
