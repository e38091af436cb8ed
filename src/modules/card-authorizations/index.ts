// Authorisation of cards: the decision, the life of an authorisation, the engine, and clearing.

export { channels, eventKinds } from './types.ts';
export type {
  Answer,
  Authorization,
  AuthorizationEvent,
  AuthorizationStatus,
  Channel,
  ClearingOutcome,
  ClearingResult,
  DynamicConversion,
  EventKind,
  HoldChange,
  NetworkElements,
  NetworkRequest,
  Presentment,
  Processing,
  RequestKind,
} from './types.ts';
export { apiCodeOf, isReason, reasonCodes, reasons, responseCodeOf, type Reason } from './rules/reasons.ts';
export { authorizationIdOf, idOfElements, idOfTrace, messageIdOf } from './rules/network-key.ts';
export { resolveSuspense, type Resolving, type SuspenseRefusal } from './suspense.ts';
export {
  suspenseItem,
  suspenseItems,
  suspenseStates,
  type SuspenseFilter,
  type SuspenseItem,
  type SuspenseKind,
  type SuspenseStatus,
} from './suspense-store.ts';
export { settlementOfSuspense } from './suspense-kept.ts';
export type { SuspenseWish } from './rules/suspense.ts';
export { clear, type ClearingContext } from './clear.ts';
export { authorizerOf, createAuthorizer, type Authorizer, type AuthorizerSettings } from './engine.ts';
export { expireDue, expireNow, holdExpiryTask } from './expire.ts';
export { authorization, authorizationsOf, cursorOf, programmesOfCards, type AuthorizationPage } from './views.ts';
export type { AuthorizationsContext } from './batch-state.ts';
export { LimitedMap } from './limited-map.ts';
