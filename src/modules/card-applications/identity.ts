// Establishing identities: the checks of an application, and proofs that are asked for later (PC-02, PC-47).

import { dayAt } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { cardsOf, closeCard, type CardsContext } from '../cards/index.ts';
import { customer } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { accountOf, setAccountStatus } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';
import type { Application, IdentityCheckKind, IdentityState, IdentityStep } from './application.ts';
import { documentDigest, missingChecks } from './apply.ts';
import { judgeDocument, type EligibilityRefusal, type GivenDocument } from './rules/eligibility.ts';
import * as store from './store.ts';

/** Where an account stands: what activation and loading wait for. */
export async function identityState(db: Session, context: Pick<CardsContext, 'cardProgrammes'>, accountId: string): Promise<IdentityState> {
  const application = await store.applicationOfAccount(db, accountId);
  const demanded = await store.openDemands(db, accountId);
  if (application === undefined || application.status === 'established') return { established: true, missing: [], demanded };
  const programme = cardProgrammeNamed(context.cardProgrammes, application.programme);
  return { established: false, missing: missingChecks(programme, await store.checksOf(db, application.id)), demanded };
}

/** PC-02, PC-47: whether a step has to wait for a proof of identity; refused with `identity-missing` and what is missing. */
export async function identityHold(
  db: Session,
  context: Pick<CardsContext, 'cardProgrammes'>,
  accountId: string,
  step: IdentityStep,
): Promise<Outcome<undefined, 'identity-missing'>> {
  const { missing, demanded } = await identityState(db, context, accountId);
  if (missing.length > 0) return refused('identity-missing', { missing: missing.join(', ') });
  return demanded.includes(step) ? refused('identity-missing', { missing: 'proof' }) : done(undefined);
}

export type CheckRefusal = 'application-unknown' | 'application-decided' | 'document-mismatch' | EligibilityRefusal;

/** The same document as in the application, valid today, seen by somebody whom the bank trusts with it. */
async function sameDocument(
  context: CardsContext,
  tx: Session,
  application: Application,
  document: GivenDocument,
  now: Temporal.Instant,
): Promise<Outcome<undefined, CheckRefusal>> {
  const programme = cardProgrammeNamed(context.cardProgrammes, application.programme);
  const person = await customer(tx, application.customerId);
  if (person === undefined) throw new Error('bug: an application of nobody');
  const judged = judgeDocument(programme.application, document, person.birthDate, dayAt(programme.timeZone, now));
  if (judged.kind === 'refused') return judged;
  const kept = await store.documentDigestOf(tx, application.id);
  const given = documentDigest(context, document.kind, document.issuer, document.number);
  return kept !== null && Buffer.from(given).equals(Buffer.from(kept)) ? done(undefined) : refused('document-mismatch');
}

/**
 * PC-02: records a check of identity; with the last one that the programme asks for the account opens, the card is pending
 * activation, and the holder is told. A check that was recorded before changes nothing.
 */
export async function recordIdentityCheck(
  context: CardsContext,
  check: { applicationId: string; kind: IdentityCheckKind; document: GivenDocument; actor: string; note: string },
  now: Temporal.Instant,
): Promise<Outcome<{ application: Application; missing: IdentityCheckKind[] }, CheckRefusal>> {
  return await context.database.transaction<Outcome<{ application: Application; missing: IdentityCheckKind[] }, CheckRefusal>>(
    async (tx) => {
      const found = await store.application(tx, check.applicationId);
      if (found === undefined) return refused('application-unknown');
      await store.lockApplicant(tx, found.customerId);
      const application = (await store.application(tx, found.id)) ?? found;
      if (application.status === 'withdrawn') return refused('application-decided');
      const same = await sameDocument(context, tx, application, check.document, now);
      if (same.kind === 'refused') return same;
      const programme = cardProgrammeNamed(context.cardProgrammes, application.programme);
      const { accountId, customerId, id } = application;
      const fresh = await store.insertCheck(tx, id, { kind: check.kind, actor: check.actor, note: check.note, at: now });
      const missing = missingChecks(programme, await store.checksOf(tx, id));
      const establishes = missing.length === 0 && application.status === 'waiting';
      if (establishes) {
        await setAccountStatus(tx, accountId, ['pending'], 'open', null, now);
        await store.establishApplication(tx, id, now);
        const holders = programmeNamed(context.programmes, programme.holders);
        const card = (await cardsOf(tx, accountId)).find((one) => one.id === application.cardId);
        await notify(tx, { programme: holders, customerId, event: 'card-ready', values: { cardEnd: card?.lastFour ?? '' } }, now);
        const data = { accountId, applicationId: id, cardId: application.cardId, customerId };
        await emit(tx, { programme: holders.programme, type: 'card-account.identified', object: accountId, data }, now);
      }
      if (fresh) {
        const body = { accountId, check: check.kind, note: check.note, missing };
        await appendEvidence(tx, [{ kind: 'card-identity-check', subject: id, customerId, actor: check.actor, body }], now);
      }
      const after = await store.application(tx, id);
      if (after === undefined) throw new Error('bug: an application is gone');
      return done({ application: after, missing });
    },
  );
}

export type DemandRefusal = 'card-account-unknown' | 'account-closed' | 'identity-demanded';

/** PC-47: asks for a proof of identity before the next activation or load; the holder is told, and that step waits. */
export async function demandIdentity(
  context: CardsContext,
  demand: { accountId: string; step: IdentityStep; reason: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, DemandRefusal>> {
  return await context.database.transaction<Outcome<undefined, DemandRefusal>>(async (tx) => {
    const account = await accountOf(tx, demand.accountId);
    if (account === undefined) return refused('card-account-unknown');
    if (account.status === 'closed') return refused('account-closed');
    if (!(await store.insertDemand(tx, { ...demand, id: context.newId() }, now))) return refused('identity-demanded');
    const { customerId, programme } = account;
    const holders = programmeNamed(context.programmes, cardProgrammeNamed(context.cardProgrammes, programme).holders);
    await notify(tx, { programme: holders, customerId, event: 'card-identity-wanted', values: { step: demand.step } }, now);
    const body = { step: demand.step, reason: demand.reason };
    await appendEvidence(tx, [{ kind: 'card-identity-wanted', subject: account.id, customerId, actor: demand.actor, body }], now);
    return done(undefined);
  });
}

export type ProofRefusal = 'card-account-unknown' | 'nothing-demanded' | 'document-mismatch' | EligibilityRefusal;

/** PC-47: the proof was given: the document of the application, or where there was none the one of the bank's record. */
export async function proveIdentity(
  context: CardsContext,
  proof: { accountId: string; document: GivenDocument; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, ProofRefusal>> {
  return await context.database.transaction<Outcome<undefined, ProofRefusal>>(async (tx) => {
    const account = await accountOf(tx, proof.accountId);
    const application = await store.applicationOfAccount(tx, proof.accountId);
    if (account === undefined || application === undefined) return refused('card-account-unknown');
    const same = await sameDocument(context, tx, application, proof.document, now);
    if (same.kind === 'refused')
      return same.reason === 'application-unknown' || same.reason === 'application-decided'
        ? refused('document-mismatch')
        : refused(same.reason, same.figures);
    const met = await store.meetDemands(tx, account.id, proof.actor, now);
    if (met === 0) return refused('nothing-demanded');
    const { customerId } = account;
    const body = { document: proof.document.kind };
    await appendEvidence(tx, [{ kind: 'card-identity-proved', subject: account.id, customerId, actor: proof.actor, body }], now);
    return done(undefined);
  });
}

/** Takes back an application whose identity was never established: its card and account are closed. */
export async function withdrawApplication(
  context: CardsContext,
  wanted: { applicationId: string; customerId?: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<Application, 'application-unknown' | 'application-decided'>> {
  return await context.database.transaction<Outcome<Application, 'application-unknown' | 'application-decided'>>(async (tx) => {
    const found = await store.application(tx, wanted.applicationId);
    if (found === undefined || (wanted.customerId !== undefined && found.customerId !== wanted.customerId))
      return refused('application-unknown');
    await store.lockApplicant(tx, found.customerId);
    if (!(await store.withdrawApplicationRow(tx, found.id))) return refused('application-decided');
    await setAccountStatus(tx, found.accountId, ['pending'], 'closed', null, now);
    await closeCard(tx, context, { cardId: found.cardId, reason: 'request', actor: wanted.actor }, now);
    const body = { accountId: found.accountId };
    await appendEvidence(
      tx,
      [{ kind: 'card-application-withdrawn', subject: found.id, customerId: found.customerId, actor: wanted.actor, body }],
      now,
    );
    return done({ ...found, status: 'withdrawn' });
  });
}
