// What is another's does not exist: every route about cards, walked from the OpenAPI documents with the ids of somebody else's things.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { registerIssuerCardDoor } from '../doors/http/issuer/card-door.ts';
import { registerIssuerDoor } from '../doors/http/issuer/index.ts';
import { toCursor } from '../doors/http/cursor.ts';
import { createApp } from '../doors/http/create-app.ts';
import { allowStreams } from '../doors/http/event-stream.ts';
import { allScopes, createClient } from '../modules/api-clients/index.ts';
import { cardsOf, issueCard } from '../modules/cards/index.ts';
import { civilIdOf, customer } from '../modules/customers/index.ts';
import { openCardAccount } from '../modules/wallets/index.ts';
import { openConsole } from '../testing/console-door.ts';
import { cardholder, cardProduct, cardProgrammeName } from './card-acts.ts';
import { dispute, pdf, spend, type After, type Cardholder } from './dispute-acts.ts';
import { must, openWorld, readReply, type Reply, type World } from './world.ts';

const note = 'as the file of the case says';
const statement = 'I did not have the card with me that day.';
const terms = { termsVersion: '2026-01', termsLanguage: 'en', consents: { account: true, 'credit-bureau': false, marketing: false } };
const documentOf = (number: string) => ({ kind: 'national-card', number, issuer: 'OMN', expiresOn: '2030-01-31' });
const payTo = { iban: 'OM810180000001299123456' };

/** Something of each kind that has an id, all of one holder. */
async function belongings(world: World) {
  const holder: Cardholder = await cardholder(world);
  const { bank, accountId, cardId, person } = holder;
  const ok = (reply: Reply, status = 201): any => {
    assert.equal(reply.status, status, JSON.stringify(reply.body));
    return reply.body;
  };
  const transactionId = await spend(world, holder);
  const { disputeId } = ok(await dispute(holder, transactionId, 'duplicate'));
  const shown = ok(
    await bank.post(`/bank/v1/card-disputes/${disputeId}/documents`, { kind: 'declaration', fileName: 'declaration.pdf', content: pdf }),
  );
  const number = (await civilIdOf(world.deps.database, world.deps.keys, person.id)) ?? '';
  const wish = { product: cardProduct, ...terms, document: documentOf(number) };
  const { applicationId } = ok(await bank.post('/bank/v1/card-applications', wish));
  const travel = { countries: ['GB'], fromDay: '2026-06-01', toDay: '2026-06-12' };
  const { travelId } = ok(await bank.post(`/bank/v1/card-accounts/${accountId}/travel`, travel));
  const correction = { act: 'correct', field: 'address', value: 'Muscat, Way 12', reason: 'I moved' };
  const { requestId } = ok(await bank.post('/bank/v1/personal-data/requests', correction));
  const mandate = { product: 'car loan', reference: 'CL-1', since: '2026-01-01' };
  const { flagId } = ok(await world.api('POST', `/v1/customers/${person.id}/defaults`, mandate));
  const authorization = { cardId, amount: { currency: 'OMR', minor: '1000' }, merchantName: 'Al Fair', country: 'OM', mcc: '5411' };
  const { authorizationId } = ok(await world.api('POST', '/v1/simulator/authorizations', authorization));
  const { reportId } = ok(await bank.post(`/bank/v1/cards/${cardId}/loss-report`, { kind: 'lost' }));
  const [document] = shown.documents as { documentId: string }[];
  return {
    holder,
    number,
    ids: {
      customerNumber: (await customer(world.deps.database, person.id))?.number ?? '',
      ...{ customerId: person.id, accountId, cardId, transactionId, disputeId, documentId: document?.documentId ?? '', applicationId },
      ...{ travelId, requestId, flagId, authorizationId, reportId },
    } as Readonly<Record<string, string>>,
  };
}

type Belongings = Awaited<ReturnType<typeof belongings>>;

/** What `{id}` means in a path, by what stands before it. */
const idOf: Readonly<Record<string, string>> = {
  'card-accounts': 'accountId',
  cards: 'cardId',
  cardholders: 'customerId',
  customers: 'customerId',
  'card-disputes': 'disputeId',
  'card-applications': 'applicationId',
  'card-authorizations': 'authorizationId',
  'card-defaults': 'flagId',
  'data-requests': 'requestId',
  'loss-reports': 'reportId',
};

/** Every customer's own page counts: from there staff and clients come to the cards. */
const aboutCards = /card|loss-report|customers\/\{id\}|disclosures|data-request/;

/** Calls that ask for nothing of anybody: published texts, files of a whole programme. */
const ofNobody = /card-terms|card-fee-schedules|card-rules|card-bank-|simulator|\/card-accounts\/\{id\}\/statements\/\{file\}$/;

/** A body that is right, so that only whose the thing is can be wrong. By what the path ends with. */
function bodies({ ids, number }: Belongings): [end: RegExp, body: object][] {
  const { cardId, accountId, transactionId, customerId } = ids;
  const operationId = randomUUID();
  return [
    [/\/card-disputes$/, { accountId, transactionId, reason: 'duplicate', statement }],
    [/\/documents$/, { kind: 'declaration', fileName: 'x.pdf', content: pdf }],
    [/disputes\/\{id\}\/work$/, { act: 'withdraw', note }],
    [/console.*disputes\/\{id\}\/decision$/, { act: 'turn-down', note }],
    [/data-requests\/\{id\}\/decision$/, { decision: 'refuse', reason: note }],
    [/\/decision$/, { decision: 'lost' }],
    [/\/expenses$/, { amount: { currency: 'OMR', minor: '1000' }, note }],
    [/\/(?:chargeback|re-presentment|pre-arbitration|arbitration)$/, {}],
    [/\/loss-reports$/, { cardId, kind: 'lost', channel: 'branch' }],
    [/\/loss-reports\/\{id\}\/entries$/, { kind: 'neglect', channel: 'branch', reason: note }],
    [/\/loss-report$/, { kind: 'lost' }],
    [/\/written-notice$/, { statement }],
    [/\/police-report$/, { reference: 'ROP 1' }],
    [/\/v1\/cards$/, { accountId }],
    [/\/card-applications$/, { customerId, product: cardProduct, ...terms, document: documentOf(number) }],
    [/\/identity-checks$/, { kind: 'in-person', document: documentOf(number) }],
    [/\/identity-demands$/, { step: 'load', reason: note }],
    [/\/identity-proofs$/, { document: documentOf(number) }],
    [/bank.*\/ending$/, { statement, payTo }],
    [/\/ending$/, { givenBy: 'bank', reference: 'letter 1', payTo }],
    [/\/closing\/destination$/, { payTo, reason: note }],
    [/\/closing$/, { payTo, channel: 'branch' }],
    [/\/contact-attempts$/, { wantedBy: 'bank', channel: 'phone', outcome: 'not-reached', reason: note }],
    [/card-accounts\/\{id\}\/loads$/, { amount: { currency: 'OMR', minor: '1000' }, acceptor: 'm1', receipt: 'r1' }],
    [/\/quotes$/, { from: 'OMR', to: 'USD', side: 'sell', minor: '1000' }],
    [/\/travel$/, { countries: ['GB'], fromDay: '2026-06-01', toDay: '2026-06-12' }],
    [/\/consents$/, { use: 'marketing', given: true }],
    [/\/terms-acceptances$/, { version: '2026-01', language: 'en' }],
    [/\/production$/, { step: 'produce' }],
    [/\/v1\/cards\/\{id\}\/replace$/, { reason: 'damaged', form: 'virtual' }],
    [/\/replacement$/, { reason: 'damaged', form: 'virtual', note }],
    [/\/unblock-pin$/, {}],
    [/\/pin-unblocking$/, { note }],
    [/\/(?:suspend|resume|cancel)$/, { reason: 'misuse' }],
    [/\/(?:suspension|cancellation|resumption|stop-listing)$/, { reason: 'misuse', note }],
    [/\/(?:recall|stop-lifting)$/, { note }],
    [/\/destruction$/, { stage: 'claimed' }],
    [/\/(?:details|pin)$/, { operationId }],
    [/\/pin-change$/, { operationId, pin: '2580' }],
    [/\/calls$/, { reason: note }],
    [/\/hard-token$/, { serial: 'A0000001', reason: note }],
    [/\/resynchronisation$/, { first: '123456', second: '654321', reason: note }],
    [/\/unlocking$/, { reason: note }],
    [/\/deregistration$/, { lost: true, reason: note }],
    [/\/mobile-changes$/, { mobile: '+96891234567', ownershipDeclared: true, reason: note }],
    [/\/mobile-checks$/, { ownershipDeclared: true, reason: note }],
    [/\/mobile$/, { mobile: '+96891234567', channel: 'atm' }],
    [/\/defaults$/, { product: 'car loan', reference: 'CL-2', since: '2026-01-01' }],
    [/\/card-defaults\/\{id\}\/act$/, { act: 'cancel', reason: note }],
    [
      /\/disclosures$/,
      { customerId, recipientClass: 'court', recipient: 'Court of Muscat', purpose: 'legal-duty', categories: ['identity'] },
    ],
    [
      /\/data-changes$/,
      { path: 'letter', letter: { reference: 'l 1', signatureCompared: true }, act: 'correct', field: 'address', value: 'Nizwa' },
    ],
  ];
}

type Route = { readonly method: 'GET' | 'POST'; readonly template: string; readonly query: readonly string[]; readonly hasBody: boolean };

type Described = {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly requestBody?: object;
};

function routesOf(door: 'bank' | 'issuer' | 'console'): Route[] {
  const { paths } = JSON.parse(readFileSync(new URL(`../../docs/openapi/${door}.json`, import.meta.url), 'utf8')) as {
    paths: Record<string, Record<string, Described>>;
  };
  return Object.entries(paths)
    .filter(([template]) => aboutCards.test(template) && !ofNobody.test(template))
    .flatMap(([template, methods]) =>
      Object.entries(methods)
        // In the web bank an application is the signed-in customer's own: it names nobody.
        .filter(([method]) => `${method} ${template}` !== 'post /bank/v1/card-applications')
        .map(([method, { parameters = [], requestBody }]) => ({
          method: method.toUpperCase() as 'GET' | 'POST',
          template,
          query: parameters.filter((one) => one.in === 'query' && /Id$|Number$|^at$/.test(one.name)).map(({ name }) => name),
          hasBody: requestBody !== undefined,
        })),
    );
}

type Caller = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
) => Promise<{ readonly status: number; readonly body: any; readonly reason: string }>;

/** The path with the ids of somebody's things in it. */
function pathTo({ template, query }: Route, { ids }: Belongings): string {
  const path = template
    .replace(/\/([a-z-]+)\/\{id\}/, (_, thing: string) => {
      const id = ids[idOf[thing] ?? ''];
      // A new kind of thing needs one of its own here, or its routes are not tried.
      assert.ok(id !== undefined, `nobody has a thing for ${template}`);
      return `/${thing}/${id}`;
    })
    .replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? randomUUID());
  const asked = query.map((name) => `${name}=${name === 'at' ? '2026-03-01T00:00:00Z' : (ids[name] ?? '')}`).join('&');
  return asked === '' ? path : `${path}?${asked}`;
}

/** Whoever may see them does: so the ids are right, and it is for whose they are that others are refused. */
async function seen(door: 'bank' | 'issuer' | 'console', call: Caller, owned: Belongings): Promise<void> {
  for (const route of routesOf(door).filter(({ method, template }) => method === 'GET' && !/events$|activity$/.test(template))) {
    const answer = await call('GET', pathTo(route, owned));
    const isSeen = answer.status === 200 || answer.reason === 'ending-unknown';
    assert.ok(isSeen, `${route.template}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

/** Calls every route with somebody else's ids. Each must say that there is no such thing, or tell of others without a word of it. */
async function walk(door: 'bank' | 'issuer' | 'console', call: Caller, owned: Belongings): Promise<number> {
  const right = bodies(owned);
  const leaks: string[] = [];
  const routes = routesOf(door);
  for (const route of routes) {
    const { method, template, hasBody } = route;
    const path = pathTo(route, owned);
    const answer = await call(method, path, hasBody ? right.find(([end]) => end.test(template))?.[1] : undefined);
    const said = JSON.stringify(answer.body ?? '');
    const tells = Object.values(owned.ids).some((id) => said.includes(id) && !path.includes(id));
    const unknown = answer.status === 404;
    const empty = answer.status === 200 && method === 'GET' && !tells && !template.includes('{');
    if (!unknown && !empty) leaks.push(`${method} ${template}: ${answer.status} ${answer.reason} ${said.slice(0, 120)}`);
  }
  assert.deepEqual(leaks, []);
  return routes.length;
}

/** Nothing that was asked for came about. */
async function untouched({ deps }: World, { holder, ids }: Belongings): Promise<void> {
  const { bank, accountId } = holder;
  const report = (await bank.get('/bank/v1/loss-reports')).body.reports[0];
  assert.deepEqual([report.confirmation, report.entries.length], ['waiting', 1]);
  const shown = (await bank.get(`/bank/v1/card-disputes/${ids['disputeId']}`)).body;
  assert.deepEqual([shown.status === 'closed', shown.documents.length, shown.stage], [false, 1, null]);
  assert.equal((await cardsOf(deps.database, accountId)).length, 1);
  assert.equal((await bank.get(`/bank/v1/card-accounts/${accountId}`)).body.status, 'open');
}

/** The doors of another bank over the same database: its programme of holders, its card programme, its API client, its staff. */
async function anotherBank(t: After, world: World) {
  const { deps } = world;
  const name = 'other-token';
  const programme = { ...deps.programme, programme: name };
  const programmes = new Map([...deps.programmes, [name, programme]]);
  const cards = deps.cards.cardProgrammes.get(cardProgrammeName);
  assert.ok(cards);
  const cardProgrammes = new Map([
    ...deps.cards.cardProgrammes,
    ['other-prepaid', { ...cards, programme: 'other-prepaid', holders: name }],
  ]);
  const others = {
    ...{ ...deps, programme, programmes, cardProgrammes, settings: { ...deps.settings, simulator: false } },
    cards: { ...deps.cards, programmes, cardProgrammes },
  };
  const app = await createApp({ deps: others, door: 'bank', cookiePaths: ['/bank/v1/'] });
  allowStreams(app);
  registerIssuerDoor(app, others);
  registerIssuerCardDoor(app, others);
  const origin = `http://localhost:${new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port}`;
  t.after(() => app.close());
  const wanted = { programme: name, name: 'the other bank', scopes: allScopes };
  const { key } = must(await createClient(deps.database, deps.keys, wanted, deps.clock.now()));
  const issuer: Caller = async (method, path, body) => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() };
    const sent =
      body === undefined ? { headers } : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return await readReply(await fetch(`${origin}${path}`, { method, ...sent }));
  };
  const office = await openConsole(t, others);
  const huda = await office.hire('huda', 'branch', 'contact-centre', 'operations', 'supervisor');
  const console: Caller = async (method, path, body) =>
    await huda.call(method, path.slice('/console/v1'.length), body, method === 'POST' ? { 'idempotency-key': randomUUID() } : {});
  return { issuer, console };
}

test('the doors of another bank know nothing of a card, and do nothing to it', async (t) => {
  const world = await openWorld(t);
  const owned = await belongings(world);
  await seen('issuer', world.api, owned);
  const own = await (await openConsole(t, world.deps)).hire('salma', 'branch', 'contact-centre', 'operations', 'supervisor');
  await seen('console', async (method, path, body) => await own.call(method, path.slice('/console/v1'.length), body), owned);
  const { issuer, console } = await anotherBank(t, world);
  assert.ok((await walk('issuer', issuer, owned)) > 55);
  assert.ok((await walk('console', console, owned)) > 38);
  await untouched(world, owned);
});

test('another customer of the same bank knows nothing of a card, and does nothing to it', async (t) => {
  const world = await openWorld(t);
  const owned = await belongings(world);
  const other = await cardholder(world);
  const { bank } = other;
  await seen('bank', async (_, path) => await owned.holder.bank.get(path), owned);
  const call: Caller = async (method, path, body) => (method === 'GET' ? await bank.get(path) : await bank.post(path, body));
  assert.ok((await walk('bank', call, owned)) > 40);
  // The own account in the path, another's thing behind it.
  const own = `/bank/v1/card-accounts/${other.accountId}`;
  const { transactionId, travelId, cardId, accountId } = owned.ids;
  assert.equal((await bank.get(`${own}/transactions/${transactionId}`)).reason, 'transaction-unknown');
  assert.equal((await bank.post(`${own}/travel/${travelId}/end`)).reason, 'travel-unknown');
  assert.equal(JSON.stringify((await bank.get(`${own}/transactions?cardId=${cardId}`)).body).includes(cardId ?? ''), false);
  const disputed = { accountId: other.accountId, transactionId, reason: 'duplicate', statement };
  assert.equal((await bank.post('/bank/v1/card-disputes', disputed)).reason, 'transaction-unknown');
  // Operations that name another's card or account are not asked of anybody.
  const amount = { currency: 'OMR', minor: '1000' };
  const account = other.person.accounts[0]?.accountId;
  const operations: [kind: string, params: object][] = [
    ['card-activation', { cardId }],
    ['card-details', { cardId, shows: 'number' }],
    ['card-pin-change', { cardId }],
    ['card-replacement', { cardId, reason: 'damaged', form: 'virtual' }],
    ['card-renewal', { cardId, choice: 'renew' }],
    ['card-controls', { cardId, controls: {} }],
    ['card-additional', { accountId, form: 'virtual' }],
    ['card-load', { cardAccount: accountId, from: { account }, amount }],
    ['card-mandate', { cardAccount: accountId, iban: payTo.iban, bankName: 'Bank', amountMax: amount }],
    ['card-exchange', { cardAccount: accountId, quote: randomUUID() }],
    ['card-closing', { cardAccount: accountId, payTo }],
  ];
  for (const [kind, params] of operations) {
    const asked = await bank.post('/bank/v1/operations', { kind, params });
    assert.match(asked.reason, /^(card|card-account|quote)-unknown$/, `${kind}: ${asked.status} ${JSON.stringify(asked.body)}`);
  }
  await untouched(world, owned);
});

test('the queue has the disputes of every card programme of the bank', async (t) => {
  const world = await openWorld(
    t,
    (programme) => programme,
    (programme) => (programme.programme === 'purchase-cards' ? { ...programme, currency: 'OMR' } : programme),
  );
  const { database, cards, clock } = world.deps;
  const holder = await cardholder(world);
  const prepaid = (await dispute(holder, await spend(world, holder), 'duplicate')).body.disputeId as string;
  const second = cards.newId();
  const { id: customerId } = holder.person;
  const cardId = await database.transaction(async (tx) => {
    const account = { id: second, programme: 'purchase-cards', product: 'purchase-card', customerId, termsVersion: '2016-01' };
    await openCardAccount(tx, { ...account, currency: 'OMR', timeZone: 'Europe/London', status: 'open' }, clock.now());
    const wish = { accountId: second, customerId, role: 'main', form: 'virtual', actor: `customer:${customerId}` } as const;
    return must(await issueCard(tx, cards, wish, clock.now())).id;
  });
  const purchases = { ...holder, accountId: second, cardId };
  const purchase = (await dispute(purchases, await spend(world, purchases), 'duplicate')).body.disputeId as string;
  const idsIn = (reply: { body: any }): string[] => (reply.body.disputes as { disputeId: string }[]).map(({ disputeId }) => disputeId);
  const office = await openConsole(t, world.deps);
  const huda = await office.hire('huda', 'supervisor');
  assert.deepEqual(new Set(idsIn(await world.api('GET', '/v1/card-disputes'))), new Set([prepaid, purchase]));
  assert.deepEqual(new Set(idsIn(await huda.call('GET', '/card-disputes'))), new Set([prepaid, purchase]));
});

test('a page goes on from a place that was given, or not at all', async (t) => {
  const world = await openWorld(t);
  const huda = await (await openConsole(t, world.deps)).hire('huda', 'branch', 'operations', 'supervisor');
  const cursor = toCursor(['not an id']);
  for (const list of ['card-disputes', 'card-applications', 'loss-reports', 'stop-list'])
    assert.equal((await world.api('GET', `/v1/${list}?cursor=${cursor}`)).reason, 'cursor-unknown', list);
  for (const list of ['card-disputes', 'card-applications', 'loss-reports', 'card-defaults', 'data-requests', 'card-stop-list'])
    assert.equal((await huda.call('GET', `/${list}?cursor=${cursor}`)).reason, 'cursor-unknown', list);
});
