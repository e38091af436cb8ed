// Hard tokens: what other modules may use.

export { importPskc, type ImportRefusal, type PskcImport } from './import-pskc.ts';
export {
  assign,
  ocraQuestion,
  resynchronise,
  retire,
  tokenById,
  tokenOf,
  tokensBySerial,
  tokensInStock,
  unlock,
  type AssignRefusal,
  type HardToken,
} from './life.ts';
export { sealedColumns } from './secret.ts';
export { selectBatches as importedBatches, type BatchRow as ImportedBatch } from './store.ts';
export {
  createCodeChecks,
  verifyCode,
  verifyCodes,
  type CodeAccepted,
  type CodeCheck,
  type CodeRefusal,
  type CodeResult,
} from './verify-codes.ts';
