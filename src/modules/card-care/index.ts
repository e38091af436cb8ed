// Card care: loss files, measures of the issuer, the stop list, destroyed cards and endings, reaching holders, callers of the voice system.

export {
  addToFile,
  calendarOf,
  confirmInWriting,
  missedConfirmationsTask,
  reportLoss,
  reportLossIn,
  sideOfNotice,
  type LossRefusal,
  type LossWish,
  type NoticeDocument,
  type NoticeSides,
} from './loss-reports.ts';
export {
  lossEntriesOf,
  lossReport,
  lossReportsOf,
  lossReportsOfCard,
  lossReportsPage,
  type LossChannel,
  type LossEntry,
  type LossEntryKind,
  type LossReport,
} from './loss-store.ts';
export { confirmationOf, lossKinds, type Confirmation, type LossKind, type Side } from './rules/loss.ts';
export { liftMeasure, recallCard, takeMeasure, type Measure, type MeasureRefusal } from './measures.ts';
export {
  exportStopList,
  listCard,
  stopEntriesOf,
  stopList,
  stopListExports,
  unlistCard,
  type StopEntry,
  type StopListExport,
  type StopListExportRow,
} from './stop-list.ts';
export {
  claimDestruction,
  confirmDestruction,
  destructionOf,
  destructionWays,
  endingOf,
  noticeEnding,
  type CardDestruction,
  type DestructionRefusal,
  type DestructionWay,
  type EndingRefusal,
  type EndingView,
} from './endings.ts';
export { bearsCharge } from './rules/reach.ts';
export { contactAttemptsOf, contactChannels, logContactAttempt, type AttemptAnswer, type ContactAttempt } from './contact.ts';
export { actOnDefault, defaultActs, defaultFlags, defaultFlagsOf, flagDefault, type DefaultAct, type DefaultFlag } from './defaults.ts';
export {
  endVoiceSession,
  openVoiceSession,
  voiceBalance,
  voiceBlock,
  voiceSession,
  voiceTransactions,
  type CallerDetails,
  type VoiceRefusal,
} from './voice.ts';
export { sayGoodbye, voiceLanguages, type VoiceLanguage } from './rules/speech.ts';
export type { VoiceSession } from './voice-store.ts';
