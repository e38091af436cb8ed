// A default on another product of the bank: flagged to staff, who may act on the holder's cards (PC-57).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { statement, type Session } from '../../postgres/database.ts';
import { cardsOf, closeCard, suspendCard, type CardsContext } from '../cards/index.ts';
import { customer } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { accountsOfHolder, lockAccounts } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';

export const defaultActs = ['none', 'suspend', 'cancel'] as const;
export type DefaultAct = (typeof defaultActs)[number];

export type DefaultFlag = {
  readonly id: string;
  readonly customerId: string;
  readonly product: string;
  readonly reference: string;
  /** ISO date. */
  readonly since: string;
  readonly toldBy: string;
  readonly toldAt: Temporal.Instant;
  readonly act: DefaultAct | null;
  readonly actReason: string | null;
  readonly actBy: string | null;
  readonly actAt: Temporal.Instant | null;
};

const columns = `id, customer_id AS "customerId", product, reference, since, told_by AS "toldBy", told_at AS "toldAt", act, act_reason AS "actReason",
  act_by AS "actBy", act_at AS "actAt"`;

const insert = statement(
  'card_default_flag_insert',
  `INSERT INTO card_default_flags (id, programme, customer_id, product, reference, since, told_by, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT ON CONSTRAINT card_default_flags_once DO NOTHING RETURNING id`,
);

const known = statement(
  'card_default_flag_known',
  `SELECT ${columns} FROM card_default_flags WHERE programme = $1 AND customer_id = $2 AND product = $3 AND reference = $4`,
);

const byId = statement('card_default_flag', `SELECT ${columns} FROM card_default_flags WHERE id = $1 AND programme = $2`);

const page = statement(
  'card_default_flags',
  `SELECT ${columns} FROM card_default_flags WHERE programme = $1 AND ($2::boolean OR act IS NULL) AND ($3::uuid IS NULL OR id < $3)
   ORDER BY id DESC LIMIT $4`,
);

const ofCustomer = statement(
  'card_default_flags_of_customer',
  `SELECT ${columns} FROM card_default_flags WHERE customer_id = $1 ORDER BY told_at DESC, id DESC LIMIT 50`,
);

/** Newest first. @property decided also those on which staff acted */
export async function defaultFlags(
  db: Session,
  wanted: { programme: string; decided: boolean; beforeId: string | null; limit: number },
): Promise<DefaultFlag[]> {
  return await db.query<DefaultFlag>(page, [wanted.programme, wanted.decided, wanted.beforeId, wanted.limit]);
}

export async function defaultFlagsOf(db: Session, customerId: string): Promise<DefaultFlag[]> {
  return await db.query<DefaultFlag>(ofCustomer, [customerId]);
}

/** The bank's other systems tell of a default; told again it is the same flag. @param flag.programme of the holders */
export async function flagDefault(
  context: CardsContext,
  flag: { programme: string; customerId: string; product: string; reference: string; since: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<{ flag: DefaultFlag; existed: boolean }, 'customer-unknown'>> {
  return await context.database.transaction<Outcome<{ flag: DefaultFlag; existed: boolean }, 'customer-unknown'>>(async (tx) => {
    const { programme, customerId, product, reference, since, actor } = flag;
    if ((await customer(tx, customerId))?.programme !== programme) return refused('customer-unknown');
    const id = context.newId();
    const made = await tx.query(insert, [id, programme, customerId, product, reference, since, actor, now]);
    const [row] = await tx.query<DefaultFlag>(known, [programme, customerId, product, reference]);
    if (row === undefined) throw new Error('bug: a flag was written and is not there');
    if (made.length === 0) return done({ flag: row, existed: true });
    await emit(tx, { programme, type: 'card-default.flagged', object: customerId, data: { flagId: id, customerId, product } }, now);
    const body = { product, reference, since };
    await appendEvidence(tx, [{ kind: 'card-default-flagged', subject: id, customerId, actor, body }], now);
    return done({ flag: row, existed: false });
  });
}

/** A test replaces it to show what its condition is for. */
export const decideStatement = statement(
  'card_default_flag_decide',
  `UPDATE card_default_flags SET act = $3, act_reason = $4, act_by = $5, act_at = $6 WHERE id = $1 AND programme = $2 AND act IS NULL
   RETURNING ${columns}`,
);

/** Staff act: nothing, or suspend or cancel every card of the holder's accounts; decided once. Gives the ids of the cards. */
export async function actOnDefault(
  context: CardsContext,
  decision: { programme: string; flagId: string; act: DefaultAct; reason: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<{ flag: DefaultFlag; cardIds: string[] }, 'flag-unknown' | 'flag-decided'>> {
  return await context.database.transaction<Outcome<{ flag: DefaultFlag; cardIds: string[] }, 'flag-unknown' | 'flag-decided'>>(
    async (tx) => {
      const { programme, flagId, act, reason, actor } = decision;
      if ((await tx.query(byId, [flagId, programme])).length === 0) return refused('flag-unknown');
      const [flag] = await tx.query<DefaultFlag>(decideStatement, [flagId, programme, act, reason, actor, now]);
      if (flag === undefined) return refused('flag-decided');
      const cardIds: string[] = [];
      if (act !== 'none') {
        const accounts = (await accountsOfHolder(tx, flag.customerId)).filter(({ status }) => status !== 'closed');
        await lockAccounts(
          tx,
          accounts.map(({ id }) => id),
        );
        for (const account of accounts)
          for (const one of await cardsOf(tx, account.id)) {
            const order = { cardId: one.id, reason: 'default-elsewhere', note: reason.slice(0, 400), actor } as const;
            const outcome = await (act === 'suspend' ? suspendCard : closeCard)(tx, context, order, now);
            // A card that is closed, suspended or still on its way stays as it is.
            if (outcome.kind === 'done') cardIds.push(one.id);
          }
      }
      const body = { act, reason, cardIds };
      await appendEvidence(tx, [{ kind: 'card-default-decided', subject: flagId, customerId: flag.customerId, actor, body }], now);
      return done({ flag, cardIds });
    },
  );
}
