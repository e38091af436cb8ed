// What waits in suspense, read and resolved for a door: only that of the card programmes whose holders are its customers.

import type { Static } from 'typebox';

import { isCurrency, money, toJson } from '../../kernel/money.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import {
  resolveSuspense,
  suspenseItems,
  type SuspenseItem,
  type SuspenseRefusal,
  type SuspenseStatus,
} from '../../modules/card-authorizations/index.ts';
import type { CardDeps } from './card-deps.ts';
import { cardProgrammeNames } from './card-scope.ts';
import type { ResolveAct, SuspenseAnswer, SuspenseList, SuspenseQuery } from './contracts/suspense.ts';
import { fromCursor, toPage } from './cursor.ts';
import type { ProblemReason } from './problems/table.ts';

export const problemsOfSuspense = {
  'suspense-unknown': 'suspense-unknown',
  'suspense-resolved': 'suspense-resolved',
  'suspense-asked-otherwise': 'suspense-asked-otherwise',
  'suspense-not-asked': 'suspense-not-asked',
  'suspense-settled': 'suspense-settled',
  'card-unknown': 'card-unknown',
  'card-never-used': 'card-never-used',
  'rate-unknown': 'no-rate-for-currency',
} as const satisfies Record<SuspenseRefusal, ProblemReason>;

export function suspenseAnswer(item: SuspenseItem): Static<typeof SuspenseAnswer> {
  const { id, programme, status, kind, amount, currency, accountId, cardId, reference, presentment, at } = item;
  const { act, targetCardId, reason, askedBy, askedAt, decidedBy, decidedAt } = item;
  if (!isCurrency(currency)) throw new Error(`bug: suspense in ${currency}`);
  const shown = ['merchantName', 'country', 'mcc', 'networkReference', 'occurredAt'] as const;
  const texts = shown.flatMap((name) => (typeof presentment[name] === 'string' ? [[name, presentment[name]]] : []));
  return {
    ...{ itemId: id, programme: programme ?? '', status, kind, amount: toJson(money(currency, amount)), reference, at: at.toString() },
    ...(accountId === null ? {} : { accountId }),
    ...(cardId === null ? {} : { cardId }),
    ...(Object.fromEntries(texts) as Partial<Record<(typeof shown)[number], string>>),
    ...(act === null || reason === null || askedBy === null || askedAt === null
      ? {}
      : {
          resolution: {
            ...{ act, reason, askedBy, askedAt: askedAt.toString() },
            ...(targetCardId === null ? {} : { cardId: targetCardId }),
            ...(decidedBy === null || decidedAt === null ? {} : { decidedBy, decidedAt: decidedAt.toString() }),
          },
        }),
  };
}

/** A page of the door's items, newest first; undefined where the cursor is none of ours. */
export async function suspensePage(
  deps: CardDeps,
  { cursor, limit = 25, status }: Static<typeof SuspenseQuery>,
): Promise<Static<typeof SuspenseList> | undefined> {
  const [before] = cursor === undefined ? [] : (fromCursor(cursor, 1) ?? ['']);
  if (before !== undefined && !/^\d{1,18}$/.test(before)) return undefined;
  const items = await suspenseItems(deps.database, {
    programmes: cardProgrammeNames(deps),
    statuses: status === undefined ? ['open', 'asked'] : [status as SuspenseStatus],
    ...(before === undefined ? {} : { before: BigInt(before) }),
    limit: limit + 1,
  });
  const page = toPage(items, limit, ({ position }) => [position.toString()]);
  return { items: page.rows.map(suspenseAnswer), ...(page.next === undefined ? {} : { next: page.next }) };
}

export async function resolveItem(
  deps: CardDeps,
  wanted: { readonly itemId: string; readonly act: Static<typeof ResolveAct>; readonly actor: string },
): Promise<Outcome<{ item: SuspenseItem; existed: boolean }, SuspenseRefusal>> {
  const { reason, ...wish } = wanted.act;
  const { itemId, actor } = wanted;
  return await resolveSuspense(deps.cards, { itemId, programmes: cardProgrammeNames(deps), wish, reason, actor }, deps.clock.now());
}
