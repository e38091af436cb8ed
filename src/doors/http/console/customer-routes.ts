// Finding a customer, seeing how they stand, and checking a number at the branch.

import type { FastifyReply } from 'fastify';

import { civilIdOf, customer, searchCustomers } from '../../../modules/customers/index.ts';
import type { HardToken } from '../../../modules/hard-tokens/index.ts';
import { messagesOf } from '../../../modules/messaging/index.ts';
import { viewOperations } from '../../../modules/operations/index.ts';
import { deviceStatus, tokenSummary, type DeviceRow } from '../../../modules/soft-tokens/index.ts';
import {
  allowsForCustomer,
  askOrDo,
  beginMobileCheck,
  completeMobileCheck,
  historyOf,
  type ActAnswer,
} from '../../../modules/staff/index.ts';
import * as contract from '../contracts/console/customers.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import { sendNamedRefusal, sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleDeps } from './deps.ts';
import { person } from './guard.ts';

const foundMax = 25;
const operationsMax = 40;

function deviceAnswer(device: DeviceRow | undefined) {
  if (device === undefined) return null;
  return {
    deviceId: device.id,
    status: deviceStatus(device),
    platform: device.platform,
    model: device.model,
    system: device.system,
    screenLock: device.screenLock,
    registeredAt: device.createdAt.toString(),
    activatedAt: device.activatedAt?.toString() ?? null,
  };
}

function hardTokenAnswer(token: HardToken | undefined) {
  return token === undefined ? null : { tokenId: token.id, serial: token.serial, kind: token.kind, status: token.status };
}

export function actAnswer(answer: ActAnswer) {
  if (answer.state === 'done') return { state: answer.state };
  return { state: answer.state, requestId: answer.requestId, expiresAt: answer.expiresAt.toString() };
}

export function customerRoutes(app: App, deps: ConsoleDeps): void {
  const { staff: context, clock, programme, database, keys, executors, softTokens, operations } = deps;

  app.get('/console/v1/customers', { schema: contract.CustomerFind, config: { permission: 'customer.find' } }, async (request) => {
    const query = { programme: programme.programme, text: request.query.q, countryCode: programme.countryCode, limit: foundMax + 1 };
    const rows = await searchCustomers(database, keys, query);
    const customers = rows.slice(0, foundMax).map(({ id, number, name, nameLatin, mobile, email, language, closedAt }) => ({
      id,
      number,
      name,
      nameLatin,
      mobile,
      email,
      language,
      closed: closedAt !== null,
    }));
    return { customers, more: rows.length > foundMax };
  });

  const view = { permission: 'customer.view' } as const;

  app.get('/console/v1/customers/:id', { schema: contract.CustomerRead, config: view }, async (request, reply) => {
    const found = await customer(database, request.params.id);
    if (found === undefined) return sendProblem(reply, 'customer-unknown');
    const summary = await tokenSummary(database, found.id);
    const civilId = (await civilIdOf(database, keys, found.id)) ?? '';
    const { id, number, name, nameLatin, language, mobile, email, address } = found;
    return {
      customer: {
        id,
        programme: found.programme,
        number,
        name,
        nameLatin,
        language,
        mobile,
        email,
        address,
        civilId: `••••${civilId.slice(-3)}`,
        mobileVerifiedAt: found.mobileVerifiedAt?.toString() ?? null,
        mobileChangedAt: found.mobileChangedAt?.toString() ?? null,
        createdAt: found.createdAt.toString(),
        closedAt: found.closedAt?.toString() ?? null,
      },
      token: {
        active: summary.active,
        eligible: summary.eligible,
        missingStep: summary.missingStep ?? null,
        soft: deviceAnswer(summary.soft),
        waiting: deviceAnswer(summary.waiting),
        hard: hardTokenAnswer(summary.hard),
      },
    };
  });

  app.get('/console/v1/customers/:id/messages', { schema: contract.CustomerMessages, config: view }, async (request, reply) => {
    const { cursor, q } = request.query;
    const place = cursor === undefined ? undefined : fromCursor(cursor, 1);
    if (cursor !== undefined && place === undefined) return sendProblem(reply, 'cursor-unknown');
    const page = await messagesOf(database, request.params.id, { cursor: place?.[0], limit: 30, ...(q === undefined ? {} : { text: q }) });
    const messages = page.messages.map(({ id, channel, template, recipient, text, status, failure, createdAt, deliveredAt }) => ({
      id,
      channel,
      template,
      to: recipient,
      text,
      status,
      failure,
      createdAt: createdAt.toString(),
      deliveredAt: deliveredAt?.toString() ?? null,
    }));
    return page.next === undefined ? { messages } : { messages, next: toCursor([page.next]) };
  });

  app.get('/console/v1/customers/:id/history', { schema: contract.CustomerHistory, config: view }, async (request) => {
    const customerId = request.params.id;
    const recent = await viewOperations(operations, database, { customerId, limit: operationsMax }, clock.now());
    const ids = recent.map(({ operation }) => operation.id);
    return { records: await historyOf(context, customerId, ids) };
  });

  type Begin = Parameters<typeof beginMobileCheck>[1];
  async function begin(reply: FastifyReply, wanted: Begin): Promise<FastifyReply> {
    const outcome = await beginMobileCheck(context, wanted, clock.now());
    if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
    const { checkId, maskedTo, expiresAt, resendAt } = outcome.value;
    return reply.status(201).send({ checkId, maskedTo, expiresAt: expiresAt.toString(), resendAt: resendAt.toString() });
  }

  app.post(
    '/console/v1/customers/:id/mobile-checks',
    { schema: contract.MobileCheckBegin, config: { permission: 'mobile.verify' } },
    async (request, reply) => {
      return await begin(reply, { ...request.body, customerId: request.params.id, staffId: person(request).staffId });
    },
  );

  app.post(
    '/console/v1/customers/:id/mobile-changes',
    { schema: contract.MobileChangeBegin, config: { permission: 'mobile.change' } },
    async (request, reply) => {
      return await begin(reply, { ...request.body, customerId: request.params.id, staffId: person(request).staffId });
    },
  );

  app.post(
    '/console/v1/mobile-checks/:id/code',
    { schema: contract.MobileCheckComplete, config: { permission: 'mobile.verify' } },
    async (request, reply) => {
      const wanted = { ...request.body, checkId: request.params.id, staffId: person(request).staffId };
      const outcome = await completeMobileCheck(context, { executors, softTokens }, wanted, clock.now());
      if (outcome.kind === 'refused') return sendNamedRefusal(reply, outcome);
      const { value } = outcome;
      return value.match ? { match: true, act: actAnswer(value) } : { match: false, attemptsLeft: value.attemptsLeft };
    },
  );

  app.post(
    '/console/v1/customers/:id/soft-token/deregistration',
    { schema: contract.Deregister, config: { permission: 'soft-token.deregister' } },
    async (request, reply) => {
      const { lost, reason, callId } = request.body;
      const staff = person(request);
      const customerId = request.params.id;
      const found = await customer(database, customerId);
      if (found === undefined) return sendProblem(reply, 'customer-unknown');
      const allowed = await allowsForCustomer(context, { staff, customerId, callId }, clock.now());
      if (allowed.kind === 'refused') return sendRefusal(reply, allowed);
      const payload = { lost: lost ? 'yes' : 'no', ...(callId === undefined ? {} : { callId }) };
      const act = { programme: found.programme, customerId, payload, reason, by: staff.staffId };
      const outcome = await askOrDo(context, executors, 'soft-token.deregister', act, clock.now());
      return outcome.kind === 'refused' ? sendNamedRefusal(reply, outcome) : actAnswer(outcome.value);
    },
  );
}
