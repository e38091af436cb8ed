// What journeys of disputes share: a posted purchase, the form with its documents, the scheme's messages, a chargeback that failed.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { chargeWallet, type TransactionInfo } from '../modules/wallets/index.ts';
import { openConsole } from '../testing/console-door.ts';
import { cardholder as openCardholder, type Cardholder as HeldBy } from './card-acts.ts';
import { must, openWorld, type Reply, type World } from './world.ts';

export type After = Parameters<typeof openWorld>[0];
/** A session ends while days pass: then the holder signs in again. */
export type Cardholder = { -readonly [Key in keyof HeldBy]: HeldBy[Key] };

export const cardholder = async (world: World): Promise<Cardholder> => await openCardholder(world);

export const note = 'as the file of the case says';
export const pdf = Buffer.from('%PDF-1.7 signed by the holder').toString('base64');
export const merchant = 'Muttrah Silver House';

/** A posted purchase of 12.500 rial. */
export async function spend(world: World, holder: Cardholder, more: Partial<TransactionInfo> = {}, amount = 12_500n): Promise<string> {
  const { database, clock } = world.deps;
  const id = randomUUID();
  const now = clock.now();
  const transaction: TransactionInfo = {
    kind: 'purchase',
    cardId: holder.cardId,
    merchantName: merchant,
    country: 'OM',
    entryMode: 'chip',
    verification: 'pin',
    termsVersion: '2026-01',
    occurredAt: now,
    ...more,
  };
  const charge = {
    id,
    accountId: holder.accountId,
    currency: 'OMR' as const,
    amount,
    counterpart: 'scheme-settlement',
    code: 'card-purchase',
  };
  must(await database.transaction(async (tx) => await chargeWallet(tx, { ...charge, reference: id, transaction }, now)));
  return id;
}

export async function balance({ bank, accountId }: Cardholder): Promise<bigint> {
  return BigInt((await bank.get(`/bank/v1/card-accounts/${accountId}`)).body.wallets[0].balance.minor as string);
}

export const dispute = async (holder: Cardholder, transactionId: string, reason: string, more: object = {}): Promise<Reply> =>
  await holder.bank.post('/bank/v1/card-disputes', {
    accountId: holder.accountId,
    transactionId,
    reason,
    statement: 'This was not what I agreed to.',
    ...more,
  });

export const add = async ({ bank }: Cardholder, disputeId: string, kind: string, content = pdf): Promise<Reply> =>
  await bank.post(`/bank/v1/card-disputes/${disputeId}/documents`, { kind, fileName: `${kind}.pdf`, content });

export const scheme = async (world: World, disputeId: string, message: string, body: object = {}): Promise<Reply> =>
  await world.api('POST', `/v1/card-disputes/${disputeId}/${message}`, body);

/** A fraud that is complete. */
export async function fraud(holder: Cardholder, transactionId: string): Promise<string> {
  const opened = await dispute(holder, transactionId, 'fraud');
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  const complete = await add(holder, opened.body.disputeId, 'declaration');
  assert.equal(complete.body.status, 'open', JSON.stringify(complete.body));
  return opened.body.disputeId as string;
}

/** A complete fraud whose chargeback failed; two people who decide. */
export async function failed(t: After, more: Partial<TransactionInfo> = {}) {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const holder = await cardholder(world);
  const transactionId = await spend(world, holder, more);
  const disputeId = await fraud(holder, transactionId);
  assert.equal((await scheme(world, disputeId, 'chargeback')).status, 200);
  assert.equal((await scheme(world, disputeId, 're-presentment')).status, 200);
  assert.equal((await scheme(world, disputeId, 'decision', { decision: 'lost' })).status, 200);
  const salma = await office.hire('salma', 'operations');
  const huda = await office.hire('huda', 'supervisor');
  const path = `/card-disputes/${disputeId}`;
  const work = async (act: object) => await salma.call('POST', `${path}/work`, act, { 'idempotency-key': randomUUID() });
  const decide = async (who: typeof salma, act: object) => await who.call('POST', `${path}/decision`, { note, ...act });
  return { world, office, holder, transactionId, disputeId, salma, huda, path, work, decide };
}
