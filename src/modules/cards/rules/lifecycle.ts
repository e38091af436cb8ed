// The life of a card: which act leads from which state to which, and what each state allows (design: two flags a state).

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

export const cardStatuses = ['ordered', 'produced', 'shipped', 'inactive', 'active', 'frozen', 'suspended', 'closed'] as const;
export type CardStatus = (typeof cardStatuses)[number];

/** Whether a new authorisation may be approved, and whether a settlement may be posted: that of an approved one always is. */
const flags = {
  ordered: { mayAuthorize: false, mayPostClearing: false },
  produced: { mayAuthorize: false, mayPostClearing: false },
  shipped: { mayAuthorize: false, mayPostClearing: false },
  inactive: { mayAuthorize: false, mayPostClearing: false },
  active: { mayAuthorize: true, mayPostClearing: true },
  frozen: { mayAuthorize: false, mayPostClearing: true },
  suspended: { mayAuthorize: false, mayPostClearing: true },
  closed: { mayAuthorize: false, mayPostClearing: true },
} as const satisfies Record<CardStatus, { mayAuthorize: boolean; mayPostClearing: boolean }>;

export function mayAuthorize(status: CardStatus): boolean {
  return flags[status].mayAuthorize;
}

export function mayPostClearing(status: CardStatus): boolean {
  return flags[status].mayPostClearing;
}

/** What can be done to a card. `freeze` and `unfreeze` are the holder's, `suspend` and `resume` the issuer's. */
export const cardActs = ['produce', 'ship', 'deliver', 'activate', 'freeze', 'unfreeze', 'suspend', 'resume', 'close'] as const;
export type CardAct = (typeof cardActs)[number];

/** From which states an act leads to which; `resume` leads back to where the card would be without the suspension. */
const acts: Readonly<Record<CardAct, { readonly from: readonly CardStatus[]; readonly to: CardStatus | 'before-suspension' }>> = {
  produce: { from: ['ordered'], to: 'produced' },
  ship: { from: ['produced'], to: 'shipped' },
  deliver: { from: ['shipped'], to: 'inactive' },
  activate: { from: ['inactive'], to: 'active' },
  freeze: { from: ['active'], to: 'frozen' },
  unfreeze: { from: ['frozen'], to: 'active' },
  suspend: { from: ['inactive', 'active', 'frozen'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'before-suspension' },
  // PC-35: closed is final; a card that was found after the report does not work again.
  close: { from: ['ordered', 'produced', 'shipped', 'inactive', 'active', 'frozen', 'suspended'], to: 'closed' },
};

export type LifecycleRefusal = 'card-closed' | 'card-suspended' | 'card-state-unfit';

/** What the rules need to know of a card. */
export type CardLife = { readonly status: CardStatus; readonly activatedAt: unknown; readonly frozenAt: unknown };

/** The state that an act leads to. Refusals in this order: `card-closed`, `card-suspended`, `card-state-unfit`. */
export function judgeAct(card: CardLife, act: CardAct): Outcome<CardStatus, LifecycleRefusal> {
  const { from, to } = acts[act];
  if (card.status === 'closed') return refused('card-closed');
  if (card.status === 'suspended' && !from.includes('suspended')) return refused('card-suspended');
  if (!from.includes(card.status)) return refused('card-state-unfit', { state: card.status });
  if (to !== 'before-suspension') return done(to);
  if (card.activatedAt === null) return done('inactive');
  return done(card.frozenAt === null ? 'active' : 'frozen');
}

/** The states that an act may start from, for the one statement that checks and writes. */
export function statesBefore(act: CardAct): readonly CardStatus[] {
  return acts[act].from;
}
