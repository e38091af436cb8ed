// Cards: what other modules and the doors may use.

export type { Card, CardRole, PinStatus } from './card.ts';
export type { CardsContext } from './context.ts';
export { issueCard, type IssueRefusal, type NewCard } from './issue.ts';
export { brokenControl, channels, Controls, judgeControls, type Channel, type ControlsRefusal, type OwnLimits } from './rules/controls.ts';
export { cardStatuses, mayAuthorize, mayPostClearing, type CardStatus, type LifecycleRefusal } from './rules/lifecycle.ts';
export {
  holderReasons,
  issuerReasons,
  isIssuerReason,
  reasonForHolder,
  type CardReason,
  type HolderReason,
  type IssuerReason,
} from './rules/reasons.ts';
export { card, cardByDigest, cardsById, cardsOf, cardsOfHolder, replacementFor } from './store.ts';
export { countPinFailure } from './once-store.ts';
export { holdersProgramme } from './tell.ts';
export { sealedColumns } from './sealed-columns.ts';
