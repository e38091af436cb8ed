// Acts under four eyes: one asks, another decides, the act runs once.

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { done, refused } from '../../kernel/refusal.ts';
import { statement } from '../../postgres/database.ts';
import { fixedClock } from '../../testing/clock.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { openCustomer } from '../customers/index.ts';
import { loadProgrammes, type Programme } from '../programmes/index.ts';
import { addMember, askOrDo, decideRequest, requests, withdrawRequest, type ActExecutors, type StaffContext } from './index.ts';
import type { Role } from './rules/permissions.ts';
import { claimRequestRow } from './store-cases.ts';

async function house(t: TestContext, fourEyes = true) {
  const { database } = await testDatabase(t, 20);
  const keys = await testKeys(t);
  const loaded = loadProgrammes('programmes').get('oman-token');
  assert.ok(loaded !== undefined);
  const programme: Programme = {
    ...loaded,
    staff: { ...loaded.staff, fourEyes: { ...loaded.staff.fourEyes, 'hard-token-assignment': fourEyes } },
  };
  const programmes = new Map([[programme.programme, programme]]);
  const site = { name: 'Ramz', rpId: 'localhost', origins: ['http://localhost'] };
  const context: StaffContext = { db: database, keys, programmes, site: () => site };
  const clock = fixedClock();
  const hire = async (userName: string, roles: Role[]) => {
    const added = await addMember(context, { userName, name: userName, roles, by: null }, clock.now());
    assert.ok(added.kind === 'done');
    return { staffId: added.value.id, roles };
  };
  const salma = await hire('salma', ['branch', 'supervisor']);
  const badr = await hire('badr', ['branch']);
  const customerId = crypto.randomUUID();
  const opened = await database.transaction(
    async (tx) =>
      await openCustomer(
        tx,
        keys,
        {
          id: customerId,
          programme: 'oman-token',
          number: '100200',
          name: 'سالم البلوشي',
          nameLatin: 'Salim Al Balushi',
          language: 'ar',
          civilId: '73456129',
          birthDate: '1988-04-09',
          mobile: '+96892000001',
          email: 'salim@example.com',
          address: 'Muscat',
        },
        clock.now(),
      ),
  );
  assert.equal(opened.kind, 'done');
  let ran = 0;
  let answer: 'done' | 'token-assigned' = 'done';
  const executor: ActExecutors['hard-token.assign'] = {
    check: async () => await Promise.resolve(done(undefined)),
    execute: async () => {
      ran += 1;
      return await Promise.resolve(answer === 'done' ? done({ serial: 'A1' }) : refused(answer));
    },
  };
  const executors: ActExecutors = { 'hard-token.assign': executor, 'soft-token.deregister': executor, 'mobile.verify': executor };
  const ask = async () => {
    const wanted = { programme: 'oman-token', customerId, payload: { serial: 'A1' }, reason: 'new customer', by: salma.staffId };
    return await askOrDo(context, executors, 'hard-token.assign', wanted, clock.now());
  };
  const decide = async (requestId: string, person: { staffId: string; roles: Role[] }, decision: 'approve' | 'refuse' = 'approve') =>
    await decideRequest(context, executors, { requestId, decision, person, note: '' }, clock.now());
  const asked = async (): Promise<string> => {
    const outcome = await ask();
    assert.ok(outcome.kind === 'done' && outcome.value.state === 'waiting');
    return outcome.value.requestId;
  };
  return { context, clock, database, salma, badr, hire, ask, asked, decide, ran: () => ran, fail: () => (answer = 'token-assigned') };
}

const reasonOf = (outcome: { kind: string; reason?: string }): string => outcome.reason ?? outcome.kind;

test('without four eyes the act runs at once', async (t) => {
  const here = await house(t, false);
  const outcome = await here.ask();
  assert.ok(outcome.kind === 'done');
  assert.equal(outcome.value.state, 'done');
  assert.equal(here.ran(), 1);
});

test('with four eyes nothing happens until another person approves', async (t) => {
  const here = await house(t);
  const requestId = await here.asked();
  assert.equal(here.ran(), 0);
  assert.equal(reasonOf(await here.decide(requestId, here.salma)), 'same-person');
  assert.equal(here.ran(), 0);
  const decided = await here.decide(requestId, here.badr);
  assert.ok(decided.kind === 'done' && decided.value.status === 'approved');
  assert.equal(here.ran(), 1);
  assert.equal(reasonOf(await here.decide(requestId, here.badr)), 'request-decided');
  assert.equal(here.ran(), 1);
});

test('a refused request runs nothing', async (t) => {
  const here = await house(t);
  const decided = await here.decide(await here.asked(), here.badr, 'refuse');
  assert.ok(decided.kind === 'done' && decided.value.status === 'refused');
  assert.equal(here.ran(), 0);
});

test('a request that nobody decided is void after its time, and may be asked anew', async (t) => {
  const here = await house(t);
  const requestId = await here.asked();
  assert.equal(reasonOf(await here.ask()), 'request-waiting');
  here.clock.advance(86_400);
  assert.equal(reasonOf(await here.decide(requestId, here.badr)), 'request-expired');
  assert.notEqual(await here.asked(), requestId);
});

test('a request is withdrawn by whoever asked, and by nobody else', async (t) => {
  const here = await house(t);
  const requestId = await here.asked();
  const withdraw = async (staffId: string) => await withdrawRequest(here.context, { requestId, staffId }, here.clock.now());
  assert.equal(reasonOf(await withdraw(here.badr.staffId)), 'request-unknown');
  assert.equal((await withdraw(here.salma.staffId)).kind, 'done');
  assert.equal(reasonOf(await here.decide(requestId, here.badr)), 'request-decided');
});

test('an act that is no longer possible ends its request as failed', async (t) => {
  const here = await house(t);
  const requestId = await here.asked();
  here.fail();
  const decided = await here.decide(requestId, here.badr);
  assert.deepEqual(decided, { kind: 'done', value: { status: 'failed', because: 'token-assigned' } });
  const [row] = await requests(here.context.db, { status: 'failed', beforeId: null, limit: 5 });
  assert.equal(row?.note, 'token-assigned');
});

test('of 64 approvals at once one runs the act', async (t) => {
  const here = await house(t);
  const requestId = await here.asked();
  const answers = await Promise.all(Array.from({ length: 64 }, () => here.decide(requestId, here.badr)));
  assert.equal(answers.filter(({ kind }) => kind === 'done').length, 1);
  assert.equal(here.ran(), 1);
});

test('the guard of the race is the condition in the statement: without it many would pass', async (t) => {
  const here = await house(t);
  const requestId = await here.asked();
  const unguarded = statement('staff_request_claim_unguarded', claimRequestRow.text.replace(/AND status = 'waiting'/, ''));
  const claim = async () => await here.database.query(unguarded, [requestId, 'approved', here.badr.staffId, here.clock.now(), null]);
  const answers = await Promise.all(Array.from({ length: 64 }, claim));
  assert.ok(answers.filter((rows) => rows.length === 1).length > 1);
});

test('the database itself refuses one person for both parts', async (t) => {
  const here = await house(t);
  const requestId = await here.asked();
  const forged = statement(
    'forged',
    `UPDATE staff_requests SET status = 'approved', decided_by = asked_by, decided_at = asked_at WHERE id = $1`,
  );
  await assert.rejects(here.database.query(forged, [requestId]), { code: '23514' });
});
