// Applications, proofs of identity and published fees, from what a request says to the module's acts. What is another bank's is unknown here.

import type { Static } from 'typebox';

import { dayAt } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import {
  applyForCard,
  demandIdentity,
  proveIdentity,
  recordIdentityCheck,
  waitingApplications,
  type ApplicationWish,
} from '../../modules/card-applications/index.ts';
import { toMobile } from '../../modules/customers/index.ts';
import { applicationAnswer, documentOf, feeScheduleAnswer } from './card-application-answers.ts';
import type { CardDeps } from './card-deps.ts';
import { applicationOfDoor, cardAccountOfDoor, cardProgrammeNames, cardProgrammeOfDoor } from './card-scope.ts';
import type * as contract from './contracts/card-applications.ts';
import { idInCursor, toPage } from './cursor.ts';
import type { ProblemReason } from './problems/table.ts';

type Answer = Static<typeof contract.ApplicationAnswer>;
type Answered<Value> = Promise<Outcome<Value, ProblemReason>>;
type Taken = { readonly answer: Answer; readonly existed: boolean };

/** Who asks, on which way, and the request's Idempotency-Key. */
type Asked = Pick<ApplicationWish, 'channel' | 'actor' | 'request' | 'seenInPerson'>;

/** PC-01: applies for somebody whom the door knows. */
export async function applyAs(
  deps: CardDeps,
  body: Static<typeof contract.OwnApplication> & { readonly printed?: boolean },
  applicant: ApplicationWish['applicant'],
  asked: Asked,
): Answered<Taken> {
  const { product, document, termsVersion, termsLanguage, consents, form, printed } = body;
  const programme = cardProgrammeOfDoor(deps, body.programme);
  if (programme === undefined) return refused('product-unknown');
  const wish = {
    ...asked,
    programme: programme.programme,
    product,
    applicant,
    document: documentOf(document),
    termsVersion,
    termsLanguage: termsLanguage === 'ar' ? 'ar' : 'en',
    consents,
    form: form === 'virtual' ? 'virtual' : 'physical',
    printed: printed === true,
  } as const;
  const outcome = await applyForCard(deps.cards, wish, deps.clock.now());
  if (outcome.kind === 'refused') return outcome;
  const { application, existed } = outcome.value;
  return done({ answer: await applicationAnswer(deps.database, deps, application), existed });
}

/** The same for a customer or for a person who becomes one: exactly one of them is named. */
export async function applyFor(deps: CardDeps, body: Static<typeof contract.ApplicationFor>, asked: Asked): Answered<Taken> {
  const { customerId, person } = body;
  if (customerId !== undefined && person === undefined) return await applyAs(deps, body, { customerId }, asked);
  if (customerId !== undefined || person === undefined) return refused('customer-unknown');
  const mobile = toMobile(person.mobile, deps.programme.countryCode);
  if (mobile === undefined) return refused('mobile-malformed');
  return await applyAs(deps, body, { person: { ...person, language: person.language as 'ar', mobile } }, asked);
}

/** PC-02: one page of applications that wait for the proof of identity, oldest first. */
export async function waitingPage(
  deps: CardDeps,
  { cursor, limit = 25 }: { readonly cursor?: string; readonly limit?: number },
): Answered<Static<typeof contract.ApplicationPage>> {
  const after = idInCursor(cursor);
  if (after === undefined) return refused('cursor-unknown');
  const page = toPage(await waitingApplications(deps.database, cardProgrammeNames(deps), after, limit + 1), limit, ({ id }) => [id]);
  const applications = await Promise.all(page.rows.map(async (one) => await applicationAnswer(deps.database, deps, one)));
  return done({ applications, ...(page.next === undefined ? {} : { next: page.next }) });
}

/** PC-02: a check of identity was done. */
export async function checkIdentity(
  deps: CardDeps,
  applicationId: string,
  body: Static<typeof contract.IdentityCheck>,
  actor: string,
): Answered<Answer> {
  if ((await applicationOfDoor(deps, applicationId)) === undefined) return refused('application-unknown');
  const { kind, document, note = '' } = body;
  const check = { applicationId, kind: kind === 'online' ? 'online' : 'in-person', document: documentOf(document), note, actor } as const;
  const outcome = await recordIdentityCheck(deps.cards, check, deps.clock.now());
  return outcome.kind === 'refused' ? outcome : done(await applicationAnswer(deps.database, deps, outcome.value.application));
}

/** PC-47: a proof is asked for before the next activation or load. */
export async function askForProof(
  deps: CardDeps,
  accountId: string,
  { step, reason }: Static<typeof contract.IdentityDemand>,
  actor: string,
): Answered<null> {
  if ((await cardAccountOfDoor(deps, accountId)) === undefined) return refused('card-account-unknown');
  const demand = { accountId, step: step === 'load' ? 'load' : 'activation', reason, actor } as const;
  const outcome = await demandIdentity(deps.cards, demand, deps.clock.now());
  return outcome.kind === 'refused' ? outcome : done(null);
}

/** PC-47: the proof that was asked for. */
export async function takeProof(
  deps: CardDeps,
  accountId: string,
  { document }: Static<typeof contract.IdentityProof>,
  actor: string,
): Answered<null> {
  if ((await cardAccountOfDoor(deps, accountId)) === undefined) return refused('card-account-unknown');
  const outcome = await proveIdentity(deps.cards, { accountId, document: documentOf(document), actor }, deps.clock.now());
  return outcome.kind === 'refused' ? outcome : done(null);
}

/** PC-25, PC-39: the fees of a day, or of today. */
export function feeSchedule(
  deps: CardDeps,
  query: Static<typeof contract.FeeScheduleQuery>,
): Outcome<Static<typeof contract.FeeSchedule>, 'product-unknown' | 'not-found'> {
  const programme = cardProgrammeOfDoor(deps, query.programme);
  if (programme === undefined) return refused('product-unknown');
  const day = query.day === undefined ? dayAt(programme.timeZone, deps.clock.now()) : Temporal.PlainDate.from(query.day);
  const schedule = feeScheduleAnswer(programme, day);
  return schedule === undefined ? refused('not-found') : done(schedule);
}
