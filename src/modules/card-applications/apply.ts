// Applying for a card: judged, consents and identity recorded, account opened and card issued, in one transaction.

import { randomInt } from 'node:crypto';

import { dayAt } from '../../kernel/calendar.ts';
import { done, refused, type Outcome, type Refused } from '../../kernel/refusal.ts';
import { RolledBack, type Session } from '../../postgres/database.ts';
import { termsOn, type CardProgramme } from '../card-programmes/index.ts';
import { issueCard, type CardsContext } from '../cards/index.ts';
import { customer, customerByCivilId, customerByNumber, openCustomer, type Customer, type Language } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { openCardAccount } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';
import type { Application, ApplicationChannel, IdentityCheckKind } from './application.ts';
import { judgeApplication, plainNumber, type EligibilityRefusal, type GivenDocument } from './rules/eligibility.ts';
import * as store from './store.ts';
import { acceptanceOf } from './terms-texts.ts';

/** Somebody whom the bank does not know yet, at a kiosk or a branch; the document's number becomes the civil number. */
export type NewPerson = {
  readonly name: string;
  readonly nameLatin: string;
  readonly language: Language;
  /** ISO date. */
  readonly birthDate: string;
  /** E.164. */
  readonly mobile: string;
  readonly email?: string;
  readonly address?: string;
};

export type ApplicationWish = {
  /** Card programme and product. */
  readonly programme: string;
  readonly product: string;
  readonly channel: ApplicationChannel;
  /** `customer:<id>`, `staff:<id>`, `client:<id>` or `kiosk:<id>`. */
  readonly actor: string;
  readonly applicant: { readonly customerId: string } | { readonly person: NewPerson };
  readonly document: GivenDocument;
  readonly termsVersion: string;
  /** The language in which the terms were read. */
  readonly termsLanguage: 'ar' | 'en';
  /** A yes or no to each use of data of the programme. */
  readonly consents: Readonly<Record<string, boolean>>;
  /** Physical where nothing is said. `printed`: a machine of the kiosk or branch hands it over at once. */
  readonly form?: 'physical' | 'virtual';
  readonly printed?: boolean;
  /** A member of staff saw the person and the document (branch). */
  readonly seenInPerson?: boolean;
  /** The same key with the same digest gives the application that was made before. */
  readonly request: { readonly key: string; readonly digest: Uint8Array };
};

export type ApplyRefusal =
  | EligibilityRefusal
  | 'product-unknown'
  | 'customer-unknown'
  | 'document-mismatch'
  | 'customer-exists'
  | 'mobile-malformed'
  | 'mobile-taken'
  | 'email-malformed'
  | 'application-waiting'
  | 'idempotency-key-reused';

export type Applied = {
  readonly application: Application;
  /** Checks of identity that activation and loading still wait for (PC-02). */
  readonly missing: readonly IdentityCheckKind[];
  readonly existed: boolean;
};

export function missingChecks(programme: CardProgramme, doneChecks: readonly { readonly kind: IdentityCheckKind }[]): IdentityCheckKind[] {
  return programme.application.identity.filter((kind) => !doneChecks.some((check) => check.kind === kind));
}

async function freeNumber(tx: Session, programme: string): Promise<string> {
  for (;;) {
    const number = String(randomInt(100_000_000, 1_000_000_000));
    if ((await customerByNumber(tx, programme, number)) === undefined) return number;
  }
}

async function becomeCustomer(
  context: CardsContext,
  tx: Session,
  { programme: holders }: { programme: string },
  { person, document }: { person: NewPerson; document: GivenDocument },
  now: Temporal.Instant,
): Promise<Outcome<Customer, ApplyRefusal>> {
  const { keys, newId } = context;
  const civilId = plainNumber(document.number);
  if ((await customerByCivilId(tx, keys, holders, civilId)) !== undefined) return refused('customer-exists');
  const { name, nameLatin, language, birthDate, mobile, email, address } = person;
  const wanted = {
    id: newId(),
    programme: holders,
    number: await freeNumber(tx, holders),
    name,
    nameLatin,
    language,
    civilId,
    birthDate,
    mobile,
    ...(email === undefined ? {} : { email }),
    ...(address === undefined ? {} : { address }),
  };
  const opened = await openCustomer(tx, keys, wanted, now);
  if (opened.kind === 'refused') return opened;
  const made = await customer(tx, opened.value.customerId);
  if (made === undefined) throw new Error('bug: a customer was opened and is not there');
  return done(made);
}

/** What a request with the same key made before. */
async function known(tx: Session, wish: ApplicationWish, programme: CardProgramme): Promise<Outcome<Applied, ApplyRefusal> | undefined> {
  const before = await store.applicationOfRequest(tx, wish.actor, wish.request.key);
  if (before === undefined) return undefined;
  if (!Buffer.from(before.digest).equals(Buffer.from(wish.request.digest))) return refused('idempotency-key-reused');
  const application = await store.application(tx, before.id);
  if (application === undefined) throw new Error('bug: an application is gone');
  const missing = application.status === 'waiting' ? missingChecks(programme, await store.checksOf(tx, application.id)) : [];
  return done({ application, missing, existed: true });
}

/** Whether this very document is the one that the bank's record of the customer rests on. */
async function fitsRecord(context: CardsContext, tx: Session, person: Customer, document: GivenDocument): Promise<boolean> {
  const found = await customerByCivilId(tx, context.keys, person.programme, plainNumber(document.number));
  return found?.id === person.id;
}

/**
 * PC-01, PC-02, PC-46: applies. Refusals in the order of the README. A national card of a known customer must be the one of the
 * record. The on-line check is done here where the document's zone was verified or its number is that of the bank's own record of a
 * customer who was one before; the in-person check where staff saw the person. While one that the programme asks for is missing the account
 * stays `pending`, and the holder is told.
 */
export async function applyForCard(
  context: CardsContext,
  wish: ApplicationWish,
  now: Temporal.Instant,
): Promise<Outcome<Applied, ApplyRefusal>> {
  const programme = context.cardProgrammes.get(wish.programme);
  const product = programme?.products[wish.product];
  if (programme?.offered !== true || product === undefined) return refused('product-unknown');
  const holders = programmeNamed(context.programmes, programme.holders);
  const day = dayAt(programme.timeZone, now);
  const terms = termsOn(programme, day.toString());
  if (terms === undefined) throw new Error('bug: a card programme without terms for today');
  const { applicant, document } = wish;
  return await context.database.transaction<Outcome<Applied, ApplyRefusal>>(async (tx) => {
    await store.lockApplicant(tx, 'customerId' in applicant ? applicant.customerId : plainNumber(document.number));
    const repeated = await known(tx, wish, programme);
    if (repeated !== undefined) return repeated;
    const existing = 'customerId' in applicant ? await customer(tx, applicant.customerId) : undefined;
    if ('customerId' in applicant && (existing?.programme !== programme.holders || existing.closedAt !== null))
      return refused('customer-unknown');
    const birthDate = 'person' in applicant ? applicant.person.birthDate : (existing?.birthDate ?? '');
    const judged = judgeApplication(
      programme.application,
      { birthDate, document, termsVersion: wish.termsVersion, consents: wish.consents },
      { day, termsVersionNow: terms.version },
    );
    if (judged.kind === 'refused') return judged;
    if (existing !== undefined && document.kind === 'national-card' && !(await fitsRecord(context, tx, existing, document)))
      return refused('document-mismatch');
    if (existing !== undefined && (await store.hasWaiting(tx, programme.programme, wish.product, existing.id)))
      return refused('application-waiting');

    // From here on it is written; a refusal takes everything back.
    const back = (refusal: Refused<ApplyRefusal>): never => {
      throw new RolledBack<Outcome<Applied, ApplyRefusal>>(refusal);
    };
    const opened =
      'person' in applicant ? await becomeCustomer(context, tx, holders, { person: applicant.person, document }, now) : undefined;
    const person = opened === undefined ? existing : opened.kind === 'refused' ? back(opened) : opened.value;
    if (person === undefined) throw new Error('bug: an applicant who is nobody');
    const online = judged.value.mrzVerified || (existing !== undefined && document.kind === 'national-card');
    const checks: IdentityCheckKind[] = [
      ...(online ? (['online'] as const) : []),
      ...(wish.seenInPerson === true ? (['in-person'] as const) : []),
    ];
    const missing = missingChecks(
      programme,
      checks.map((kind) => ({ kind })),
    );
    const established = missing.length === 0;
    const id = context.newId();
    const accountId = context.newId();
    await openCardAccount(
      tx,
      {
        id: accountId,
        programme: programme.programme,
        product: wish.product,
        customerId: person.id,
        currency: programme.currency,
        timeZone: programme.timeZone,
        termsVersion: terms.version,
        status: established ? 'open' : 'pending',
      },
      now,
    );
    const card = await issueCard(
      tx,
      context,
      {
        id: context.newId(),
        accountId,
        customerId: person.id,
        role: 'main',
        form: wish.form ?? 'physical',
        printed: wish.printed === true,
        actor: wish.actor,
      },
      now,
    );
    if (card.kind === 'refused') throw new Error(`bug: a new account got no card: ${card.reason}`);
    const number = plainNumber(document.number);
    const application: Application = {
      id,
      programme: programme.programme,
      product: wish.product,
      customerId: person.id,
      accountId,
      cardId: card.value.id,
      channel: wish.channel,
      actor: wish.actor,
      documentKind: document.kind,
      documentIssuer: document.issuer,
      documentExpiresOn: document.expiresOn,
      mrzVerified: judged.value.mrzVerified,
      termsVersion: terms.version,
      status: established ? 'established' : 'waiting',
      appliedAt: now,
      appliedOn: day.toString(),
      establishedAt: established ? now : null,
    };
    const owner = { tenant: 'card-applications', customer: person.id, row: id, column: 'document_number' };
    await store.insertApplication(tx, {
      ...application,
      documentNumberSealed: context.keys.seal(owner, new TextEncoder().encode(number)),
      documentNumberDigest: documentDigest(context, document.kind, document.issuer, number),
      request: wish.request,
    });
    for (const kind of checks) await store.insertCheck(tx, id, { kind, actor: wish.actor, note: '', at: now });
    await store.insertConsents(tx, accountId, { consents: wish.consents, channel: wish.channel, actor: wish.actor }, now);
    await acceptanceOf(
      tx,
      { accountId, programme: programme.programme, version: terms.version, language: wish.termsLanguage, how: 'application' },
      now,
    );
    const told = { programme: holders, customerId: person.id, values: { cardEnd: card.value.lastFour } };
    await notify(tx, { ...told, event: established ? 'card-ready' : 'card-identity-missing' }, now);
    const data = {
      accountId,
      applicationId: id,
      cardId: card.value.id,
      customerId: person.id,
      status: established ? 'open' : 'pending',
      missing,
    };
    await emit(tx, { programme: holders.programme, type: 'card-account.opened', object: accountId, data }, now);
    const body = {
      programme: programme.programme,
      product: wish.product,
      accountId,
      cardId: card.value.id,
      channel: wish.channel,
      document: document.kind,
      mrzVerified: judged.value.mrzVerified,
      termsVersion: terms.version,
      termsLanguage: wish.termsLanguage,
      consents: wish.consents,
      checks,
      missing,
      newCustomer: existing === undefined,
    };
    await appendEvidence(tx, [{ kind: 'card-application', subject: id, customerId: person.id, actor: wish.actor, body }], now);
    return done({ application, missing, existed: false });
  });
}

/** The digest under which a document's number is kept: bound to its kind and issuer. */
export function documentDigest(context: Pick<CardsContext, 'keys'>, kind: string, issuer: string, number: string): Uint8Array {
  return context.keys.digest('card-applications/document', `${kind} ${issuer} ${plainNumber(number)}`);
}
