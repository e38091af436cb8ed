// What the bank's other channels tell this system of a customer: a number changed at an ATM, a joint holder added.

import Type from 'typebox';

import { appendEvidence } from '../../../modules/evidence/index.ts';
import { addHolder } from '../../../modules/accounts/index.ts';
import { changeMobile, contactsOf, customer, toMobile } from '../../../modules/customers/index.ts';
import { notify } from '../../../modules/messaging/index.ts';
import { deregister } from '../../../modules/soft-tokens/index.ts';
import { RolledBack, type Session } from '../../../postgres/database.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import { done, refused } from '../../../kernel/refusal.ts';
import { HolderAdded, MobileChanged, NewHolder, NewMobile } from '../contracts/issuer/records.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ApprovalDeps } from '../token/deps.ts';
import { clientOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Customers'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

export function registerRecordRoutes(app: App, deps: ApprovalDeps): void {
  const { database, programme, softTokens, clock, events } = deps;
  const writer = requireClient(deps, 'customers:write');

  async function isOurs(db: Session, id: string): Promise<boolean> {
    const person = await customer(db, id);
    return person?.programme === programme.programme && person.closedAt === null;
  }

  app.post(
    '/v1/customers/:id/mobile',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Another number of record, changed at an ATM or a branch system that verified the customer; ends the soft token',
        params: IdParams,
        body: NewMobile,
        response: {
          200: MobileChanged,
          ...problems(...auth, 'customer-unknown', 'mobile-malformed', 'mobile-unchanged', 'mobile-taken'),
        },
      },
    },
    async (request, reply) => {
      const { id: customerId } = request.params;
      const mobile = toMobile(request.body.mobile, programme.countryCode);
      if (mobile === undefined) return sendProblem(reply, 'mobile-malformed');
      const now = clock.now();
      const actor = `client:${clientOf(request).clientId}`;
      type Changed = Outcome<undefined, 'customer-unknown' | 'mobile-malformed' | 'mobile-unchanged' | 'mobile-taken'>;
      const outcome = await database.transaction<Changed>(async (tx) => {
        const before = await contactsOf(tx, customerId);
        if (before === undefined || !(await isOurs(tx, customerId))) return refused('customer-unknown');
        const changed = await changeMobile(tx, { customerId, mobile }, now);
        if (changed.kind === 'refused') throw new RolledBack(changed);
        await deregister(softTokens, tx, { customerId, actor, reason: 'number-changed' }, now);
        const values = { mobileEnd: mobile.slice(-4) };
        await notify(tx, { programme, customerId, event: 'mobile-change', values, also: { mobile: changed.value.oldMobile } }, now);
        const body = { channel: request.body.channel, mobileEnd: values.mobileEnd };
        await appendEvidence(tx, [{ kind: 'mobile-changed', subject: customerId, customerId, actor, body }], now);
        return done(undefined);
      });
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      events.publish(`token:${customerId}`);
      return { customerId };
    },
  );

  app.post(
    '/v1/accounts/:id/holders',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A further holder of an account: it is a joint account from now on, and no holder of it may use the soft token',
        params: IdParams,
        body: NewHolder,
        response: { 201: HolderAdded, ...problems(...auth, 'customer-unknown', 'account-unknown', 'account-closed', 'already-holder') },
      },
    },
    async (request, reply) => {
      const { customerId } = request.body;
      const { id: accountId } = request.params;
      const now = clock.now();
      const actor = `client:${clientOf(request).clientId}`;
      const ended: string[] = [];
      const endSoftTokens = async (tx: Session, customerIds: readonly string[], at: Temporal.Instant): Promise<void> => {
        for (const holder of customerIds) {
          if ((await deregister(softTokens, tx, { customerId: holder, actor, reason: 'joint-account' }, at)) > 0) ended.push(holder);
        }
      };
      type Added = Outcome<undefined, 'customer-unknown' | 'account-unknown' | 'account-closed' | 'already-holder'>;
      const outcome = await database.transaction<Added>(async (tx) => {
        ended.length = 0;
        if (!(await isOurs(tx, customerId))) return refused('customer-unknown');
        const added = await addHolder(tx, { accountId, customerId }, now, { onJointAccountOpened: [endSoftTokens] });
        if (added.kind === 'refused') return refused(added.reason === 'unknown-account' ? 'account-unknown' : added.reason);
        await appendEvidence(tx, [{ kind: 'holder-added', subject: accountId, customerId, actor, body: { accountId, customerId } }], now);
        return done(undefined);
      });
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      events.publish(...ended.map((holder) => `token:${holder}`));
      return await reply.status(201).send({ accountId, customerId, softTokensEnded: ended.length });
    },
  );
}
