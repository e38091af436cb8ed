// What staff see of card accounts and do with cards, and the queue of disputes.

import Type from 'typebox';

import { replacementReasons } from '../../../../modules/cards/index.ts';
import { problems } from '../../problems/contract.ts';
import {
  DecideAct,
  DisputeList,
  DisputeOpen,
  DisputeSummary,
  DocumentAdd,
  documentProblems,
  openProblems,
  QueueQuery,
  StaffDispute,
  WorkAct,
} from '../card-disputes.ts';
import { LoadAnswer, PageQuery, TransactionList } from '../card-funding.ts';
import { cardProperties, WalletAnswer } from '../card-values.ts';
import { MoneyJson } from '../money.ts';
import { Timestamp, Uuid } from '../token/messages.ts';
import { ById, Reason } from './session.ts';

const strict = { additionalProperties: false } as const;
const signedIn = ['not-signed-in', 'not-permitted'] as const;
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const SeenCard = Type.Object({
  ...cardProperties,
  pinFailures: Type.Integer(),
  statusReason: Type.Optional(Type.String({ description: 'only for those who may read the reasons' })),
});

const SeenAccount = Type.Object({
  accountId: Uuid,
  customerId: Uuid,
  programme: Type.String(),
  product: Type.String(),
  status: Type.String({ enum: ['pending', 'open', 'frozen', 'closing', 'closed'] }),
  statusReason: Type.Optional(Type.String({ description: 'only for those who may read the reasons' })),
  currency: Type.String(),
  termsVersion: Type.String(),
  renewsByDefault: Type.Boolean(),
  openedAt: Timestamp,
  closedAt: orNull(Timestamp),
  wallets: Type.Array(WalletAnswer),
  cards: Type.Array(SeenCard),
});

export const AccountsOfCustomer = {
  params: ById,
  response: { 200: Type.Object({ accounts: Type.Array(SeenAccount) }), ...problems(...signedIn, 'customer-unknown') },
};

export const AccountRead = {
  params: ById,
  response: {
    200: Type.Object({
      account: SeenAccount,
      loads: Type.Array(LoadAnswer, { description: 'the newest ones' }),
      disputes: Type.Array(DisputeSummary),
      fees: Type.Object({
        from: Type.String({ description: 'first day of the schedule that holds today' }),
        vatPpm: Type.Integer(),
        items: Type.Array(Type.Object({ fee: Type.String(), net: MoneyJson, vat: MoneyJson, total: MoneyJson })),
      }),
    }),
    ...problems(...signedIn, 'card-account-unknown'),
  },
};

export const AccountTransactions = {
  params: ById,
  querystring: PageQuery,
  response: { 200: TransactionList, ...problems(...signedIn, 'card-account-unknown', 'cursor-unknown') },
};

const callId = Type.Optional(Type.String({ format: 'uuid', description: 'the verified call, where the customer is not at a branch' }));

export const Replace = {
  params: ById,
  body: Type.Object(
    { reason: Type.String({ enum: [...replacementReasons] }), form: Type.String({ enum: ['physical', 'virtual'] }), note: Reason, callId },
    strict,
  ),
  response: {
    201: Type.Object({ cardId: Uuid, lastFour: Type.String() }),
    ...problems(
      ...signedIn,
      'card-unknown',
      'card-closed',
      'card-suspended',
      'card-state-unfit',
      'card-replaced',
      'card-not-replaceable',
      'card-account-closed',
      'too-many-cards',
      'no-call',
      'call-ended',
      'caller-not-verified',
    ),
  },
};

export const PinUnblock = {
  params: ById,
  body: Type.Object({ note: Reason, callId }, strict),
  response: {
    200: Type.Object({ pinStatus: Type.String() }),
    ...problems(...signedIn, 'card-unknown', 'pin-not-blocked', 'no-call', 'call-ended', 'caller-not-verified'),
  },
};

export const Disputes = {
  querystring: QueueQuery,
  response: { 200: DisputeList, ...problems(...signedIn, 'cursor-unknown') },
};

const disputeRefusals = [
  'dispute-unknown',
  'dispute-closed',
  'dispute-incomplete',
  'dispute-stage-wrong',
  'dispute-not-for-scheme',
  'dispute-chargeback-not-over',
  'dispute-reported-late',
  'dispute-card-unsigned',
  'dispute-facts-differ',
  'same-person',
  'amount-not-positive',
  'currency-mismatch',
] as const;

export const DisputeRead = { params: ById, response: { 200: StaffDispute, ...problems(...signedIn, 'dispute-unknown') } };

export const DisputeTake = {
  body: DisputeOpen,
  response: {
    201: StaffDispute,
    ...problems(...signedIn, ...openProblems),
  },
};

export const DisputeDocumentAdd = {
  params: ById,
  body: DocumentAdd,
  response: {
    201: StaffDispute,
    ...problems(...signedIn, 'body-too-large', ...documentProblems),
  },
};

export const DisputeDocument = {
  params: Type.Object({ id: Uuid, documentId: Uuid }),
  response: { 200: Type.Any(), ...problems(...signedIn, 'document-unknown') },
};

export const DisputeWork = {
  params: ById,
  body: WorkAct,
  response: { 200: StaffDispute, ...problems(...signedIn, 'idempotency-key-missing', ...disputeRefusals) },
};

export const DisputeDecide = {
  params: ById,
  body: DecideAct,
  response: { 200: StaffDispute, ...problems(...signedIn, ...disputeRefusals) },
};
