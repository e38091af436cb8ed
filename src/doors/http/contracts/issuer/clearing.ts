// Clearing files, the scheme's totals, reconciliations and rates, as the issuer API carries them.

import Type from 'typebox';

import { currencies } from '../../../../kernel/money.ts';
import { MoneyJson } from '../money.ts';
import { Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;
export const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'ISO date' });
const at = Type.String({ format: 'date-time' });
const CurrencyCode = Type.String({ enum: [...currencies], description: 'ISO 4217' });
const count = Type.Integer({ minimum: 0 });

/** Bytes of one uploaded file: some 60,000 records. Larger ones go through ./ramz clearing import. */
export const clearingFileBytesMax = 16 * 1024 * 1024;

export const ClearingQuery = Type.Object(
  {
    mode: Type.Optional(
      Type.String({
        enum: ['rest-goes-on', 'all-or-nothing'],
        description: 'what a bad line does: it is reported and the rest is posted (default), or nothing is posted',
      }),
    ),
  },
  strict,
);

const BadLine = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  reason: Type.String({ examples: ['card-number-malformed'] }),
  field: Type.Optional(Type.String({ description: 'name of the field; never what it says' })),
});

export const ClearingFile = Type.Object({
  clearingFileId: Uuid,
  programme: Type.String(),
  fileId: Type.String({ description: "the scheme's name of the file" }),
  sequence: count,
  format: Type.String({ enum: ['csv', 'jsonl'] }),
  mode: Type.String({ enum: ['rest-goes-on', 'all-or-nothing'] }),
  status: Type.String({
    enum: ['running', 'done', 'cut', 'refused'],
    description: 'cut: posted as far as it went, send it whole; refused: nothing of it was posted',
  }),
  reason: Type.Optional(Type.String({ description: 'why it is cut or refused' })),
  rowsTotal: count,
  rowsDone: count,
  badTotal: count,
  results: Type.Record(Type.String(), count, {
    description: 'records by what became of them: matched, late, forced, refunded, suspense, exists',
  }),
  badLines: Type.Array(BadLine, { description: 'the first 1,000' }),
  gapBefore: Type.Boolean({ description: 'the file before this one in the sequence has not come' }),
  existed: Type.Boolean({ description: 'known before: nothing was changed' }),
  createdAt: at,
  receivedAt: at,
  finishedAt: Type.Optional(at),
});

export const NewTotals = Type.Object(
  {
    programme: Type.String({ maxLength: 40 }),
    day: Day,
    totals: Type.Array(
      Type.Object(
        {
          currency: CurrencyCode,
          direction: Type.String({ enum: ['debit', 'credit'], description: 'debit: the bank pays; credit: it gets, for refunds' }),
          count: Type.Integer({ minimum: 0, maximum: 2_000_000_000 }),
          amount: Type.String({ maxLength: 24, description: 'major units: 1234.500' }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 100 },
    ),
  },
  {
    ...strict,
    examples: [
      { programme: 'oman-prepaid', day: '2026-03-01', totals: [{ currency: 'OMR', direction: 'debit', count: 2, amount: '25.000' }] },
    ],
  },
);

export const TotalsTaken = Type.Object({
  programme: Type.String(),
  day: Day,
  version: Type.Integer({ minimum: 1 }),
  created: Type.Boolean({ description: 'false: known before, nothing was changed' }),
  payments: Type.Array(Type.Object({ paymentId: Uuid, amount: MoneyJson }), { description: 'paid now; negative where the scheme paid' }),
});

export const ProgrammeQuery = Type.Object(
  { programme: Type.Optional(Type.String({ maxLength: 40, description: 'the only card programme where it is not given' })) },
  strict,
);
export const DayParams = Type.Object({ day: Day });

const Tally = Type.Object({ count, amount: MoneyJson });

export const ReconciliationAnswer = Type.Object({
  programme: Type.String(),
  day: Day,
  balanced: Type.Boolean({ description: 'the ledger balances and no difference is wrong' }),
  settled: Type.Boolean({ description: 'nothing is open either' }),
  currencies: Type.Array(
    Type.Object({
      currency: CurrencyCode,
      opening: MoneyJson,
      wallets: MoneyJson,
      exchanges: MoneyJson,
      suspense: MoneyJson,
      disputes: MoneyJson,
      paid: MoneyJson,
      closing: MoneyJson,
      transactions: Tally,
      presentments: Tally,
      schemeTotals: Type.Optional(Tally),
    }),
    { description: 'what the bank owes the scheme: opening + wallets + exchanges + suspense + disputes - paid = closing' },
  ),
  differences: Type.Array(
    Type.Object({
      kind: Type.String(),
      state: Type.String({ enum: ['wrong', 'open', 'explained'] }),
      amount: Type.Optional(MoneyJson),
      count,
      items: Type.Array(Type.Object({ id: Uuid, about: Type.String(), amount: Type.Optional(MoneyJson) })),
    }),
  ),
  suspense: Type.Array(MoneyJson, { description: 'what waits at the end of the day, of all days' }),
  ledgerFindings: Type.Array(Type.Object({ finding: Type.String(), subject: Type.String() }), { description: 'empty is well' }),
  madeAt: at,
});

const rateText = Type.String({ pattern: '^[0-9]{1,9}([.][0-9]{1,12})?$', examples: ['2.6008'] });

export const NewRates = Type.Object(
  {
    source: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', description: 'who published them' }),
    day: Day,
    base: CurrencyCode,
    rates: Type.Array(Type.Object({ currency: CurrencyCode, rate: rateText }, strict), {
      minItems: 1,
      maxItems: 200,
      description: 'how many of each currency one unit of the base buys',
    }),
    confirmed: Type.Optional(Type.Boolean({ description: 'absurd changes are meant' })),
  },
  { ...strict, examples: [{ source: 'scheme', day: '2026-03-01', base: 'OMR', rates: [{ currency: 'USD', rate: '2.6008' }] }] },
);

export const RatesTaken = Type.Object({
  ratesId: Uuid,
  version: Type.Integer({ minimum: 1 }),
  created: Type.Boolean({ description: 'false: known before, nothing was changed' }),
  confirmed: Type.Array(Type.String(), { description: 'currencies whose absurd change was confirmed' }),
});

export const RatesQuery = Type.Object({ day: Day }, strict);
export const RatesList = Type.Object({
  rates: Type.Array(
    Type.Object({
      ratesId: Uuid,
      source: Type.String(),
      day: Day,
      version: Type.Integer({ minimum: 1 }),
      base: Type.String(),
      rates: Type.Array(Type.Object({ currency: Type.String(), rate: rateText })),
      confirmed: Type.Array(Type.String()),
      importedAt: at,
    }),
  ),
});
