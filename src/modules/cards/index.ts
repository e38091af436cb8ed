// Cards: what other modules and the doors may use.

export {
  activateCard,
  advanceProduction,
  blockCard,
  blockingReasons,
  closeCard,
  freezeCard,
  lockCard,
  readyToActivate,
  resumeCard,
  suspendCard,
  unfreezeCard,
  type ActivationRefusal,
  type ActRefusal,
  type BlockingReason,
  type CardGuards,
  type CardOrder,
  type IssuerOrder,
} from './acts.ts';
export type { Card, CardRole, PinStatus } from './card.ts';
export type { CardClosing, CardsContext, ClosingOrder, ClosingRefused, LossOrder } from './context.ts';
export { cardDayTasks } from './day-tasks.ts';
export { changePinAfterApproval, showDetails, showPin, type ShowRefusal, type ShownDetails } from './details.ts';
export { cardExecutors } from './executors.ts';
export { issueCard, type IssueRefusal, type NewCard } from './issue.ts';
export { issuerActsOf, recordIssuerAct, type IssuerAct } from './issuer-acts.ts';
export { countPinFailure } from './once-store.ts';
export { changePin, resetPin, takePin, tellPinBlocked, unblockPin, type PinRefusal } from './pin.ts';
export {
  chooseRenewal,
  renewCard,
  replaceCard,
  replacementReasons,
  type RenewRefusal,
  type Replacement,
  type ReplacementReason,
  type ReplaceRefusal,
} from './replace.ts';
export { brokenControl, channels, Controls, judgeControls, type Channel, type ControlsRefusal, type OwnLimits } from './rules/controls.ts';
export { cardStatuses, mayAuthorize, mayPostClearing, type CardStatus, type LifecycleRefusal } from './rules/lifecycle.ts';
export {
  holderReasons,
  isIssuerReason,
  issuerReasons,
  reasonForHolder,
  type CardReason,
  type HolderReason,
  type IssuerReason,
} from './rules/reasons.ts';
export { sealedColumns } from './sealed-columns.ts';
export { setCardControls, type SetControlsRefusal } from './set-controls.ts';
export { card, cardByDigest, cardsById, cardsOf, cardsOfHolder, replacementFor } from './store.ts';
export { holdersProgramme } from './tell.ts';
