// Replays of real purchases.

export { replay, type ReplayOptions, type ReplayOutcome } from './replay.ts';
export { readCategories, readReplayRates, type ReplayData } from './plan.ts';
export { isReconciled, licenceNote, reportJson, reportText, type ReplayReport } from './report.ts';
