// Mandates: the holder's leave to collect from an account at another bank, given once and recorded (PC-45).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { readAccountReference } from '../accounts/index.ts';
import { customer } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { derivedId } from '../ledger/index.ts';
import { emitAll } from '../webhooks/index.ts';
import { accountOf, lockAccounts, type CardAccount } from '../wallets/index.ts';
import { cardProgrammeOf, holdersOf, type FundingContext } from './context.ts';
import { lockOwn, referenceOf } from './loads.ts';
import * as store from './mandates-store.ts';
import { judgeIban, readBankName, type MandateRefusal } from './rules/mandate.ts';
import { readAmount } from './rules/load.ts';
import { accountEvent } from './tell.ts';

export type AskedMandate = {
  readonly operationId: string;
  readonly customerId: string;
  readonly accountId: string;
  /** As a person typed it. */
  readonly iban: string;
  readonly bankName: string;
  readonly amountMax: { readonly currency: string; readonly minor: string };
};

type Checked = {
  readonly account: CardAccount;
  readonly iban: string;
  readonly bank: string;
  readonly bankName: string;
  readonly amountMax: bigint;
  readonly holderName: string;
};

/** Judges what was asked for; the same at the preparation and at the execution, for other mandates may have come between. */
async function judge(
  tx: Session,
  context: FundingContext,
  asked: AskedMandate,
): Promise<Outcome<Checked, MandateRefusal | 'card-account-unknown' | 'card-account-closed'>> {
  const own = await lockOwn(tx, asked.customerId, asked.accountId);
  if (own === undefined) return refused('card-account-unknown');
  const { account } = own;
  if (account.status === 'closing' || account.status === 'closed') return refused('card-account-closed');
  const programme = cardProgrammeOf(context, account);
  const reference = readAccountReference(asked.iban);
  const typed = reference !== undefined && 'iban' in reference ? reference.iban : undefined;
  const iban = judgeIban(programme.country, holdersOf(context, account).accounts.bankCode, typed);
  if (iban.kind === 'refused') return iban;
  const bankName = readBankName(asked.bankName);
  if (bankName === undefined) return refused('bank-name-malformed');
  const amount = readAmount(account.currency, asked.amountMax);
  if (amount.kind === 'refused') return refused(amount.reason as MandateRefusal, amount.figures);
  const max = programme.limits.load.perOperationMax;
  if (max !== null && amount.value > BigInt(max)) return refused('amount-too-large', { max: String(max) });
  const others = await store.mandatesOf(tx, account.id);
  if (others.some((other) => other.endedAt === null && other.iban === iban.value.iban)) return refused('mandate-exists');
  const holder = await customer(tx, asked.customerId);
  return done({ account, ...iban.value, bankName, amountMax: amount.value, holderName: holder?.nameLatin ?? '' });
}

/** What will be shown: bank, account and limit are what the holder agrees to. */
export async function askMandate(
  tx: Session,
  context: FundingContext,
  asked: AskedMandate,
): Promise<Outcome<{ details: Readonly<Record<string, string>> }, MandateRefusal | 'card-account-unknown' | 'card-account-closed'>> {
  const judged = await judge(tx, context, asked);
  if (judged.kind === 'refused') return judged;
  const { account, iban, bankName, amountMax, holderName } = judged.value;
  return done({
    details: { kind: 'card-mandate', from: iban, bank: bankName, name: holderName, limit: String(amountMax), currency: account.currency },
  });
}

/** Records the mandate that was approved, with the operation that approved it. */
export async function executeMandate(
  tx: Session,
  context: FundingContext,
  asked: AskedMandate,
  now: Temporal.Instant,
): Promise<Outcome<{ mandateId: string }, MandateRefusal | 'card-account-unknown' | 'card-account-closed'>> {
  const id = mandateIdOf(asked.operationId);
  if ((await store.mandate(tx, id)) !== undefined) return done({ mandateId: id });
  const judged = await judge(tx, context, asked);
  if (judged.kind === 'refused') return judged;
  const { account, iban, bank, bankName, amountMax, holderName } = judged.value;
  const { customerId, operationId } = asked;
  const reference = referenceOf(id);
  const row = { id, reference, accountId: account.id, customerId, iban, bankCode: bank, bankName, holderName, currency: account.currency };
  if (!(await store.insertMandate(tx, { ...row, amountMax, operationId }, now))) return refused('mandate-exists');
  await emitAll(
    tx,
    [accountEvent(context, account, 'card-mandate.given', { mandateId: id, bankCode: bank, ibanEnd: iban.slice(-4) })],
    now,
  );
  return done({ mandateId: id });
}

export const mandateIdOf = (operationId: string): string => derivedId('card-mandate', operationId);

/**
 * Ends a mandate: from now on nothing is collected under it. What the other bank has been asked for already still comes.
 * @param actor 'customer:<id>', 'client:<id>' or 'staff:<id>'
 */
export async function endMandate(
  tx: Session,
  context: FundingContext,
  wanted: { readonly accountId: string; readonly mandateId: string; readonly actor: string; readonly reason: string },
  now: Temporal.Instant,
): Promise<Outcome<store.Mandate, 'mandate-unknown' | 'mandate-ended'>> {
  const { accountId, mandateId, actor, reason } = wanted;
  await lockAccounts(tx, [accountId]);
  const account = await accountOf(tx, accountId);
  const found = await store.mandate(tx, mandateId);
  if (account === undefined || found?.accountId !== accountId) return refused('mandate-unknown');
  const [ended] = await store.endMandates(tx, [mandateId], reason, now);
  if (ended === undefined) return refused('mandate-ended');
  await emitAll(tx, [accountEvent(context, account, 'card-mandate.ended', { mandateId, reason })], now);
  const body = { accountId, mandateId, reason };
  await appendEvidence(tx, [{ kind: 'card-mandate-ended', subject: accountId, customerId: account.customerId, actor, body }], now);
  return done(ended);
}
