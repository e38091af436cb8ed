// ISO 8583:1987, bytes ↔ messages: the only file that other rooms import. README.md beside it says how.

export { createFrameReader, frame, type FrameRead, type FrameReader, type FrameRefusal } from './frame.ts';
export { decodeMessage } from './decode.ts';
export { encodeFrame, encodeMessage } from './encode.ts';
export type { Decoded, DecodeRefusal, Encoded, EncodeRefusal, Message } from './message.ts';
export { fieldTable, type FieldNumber, type FieldRow, type Fields, type Format } from './field-table.ts';
export { dialects, dialectTables, findDialect, type DialectName } from './dialects.ts';
export { compileDialect, type Dialect, type DialectTable, type FieldForm } from './dialect.ts';
export { answerOf, messageTypes, withoutRepeat, type MessageClass, type MessageType } from './mti.ts';
export { isNetworkCode, networkCodes, responseCodes, type NetworkCode, type ResponseCode } from './response-codes.ts';
export { answerTo } from './answer.ts';
export { describe, describeRefusal } from './describe.ts';

export {
  readAdditionalAmounts,
  readAmount,
  readConversionRate,
  readFee,
  readReplacementAmounts,
  writeAdditionalAmounts,
  writeAmount,
  writeConversionRate,
  writeFee,
  writeReplacementAmounts,
  type AdditionalAmount,
  type ReplacementAmounts,
  type WireRate,
} from './fields/amounts.ts';
export {
  readAdditionalData,
  readNetworkTrace,
  readPointOfServiceData,
  writeAdditionalData,
  writeNetworkTrace,
  writePointOfServiceData,
  type AdditionalData,
  type NetworkTrace,
  type PointOfServiceData,
} from './fields/additional-data.ts';
export { readCardAcceptor, writeCardAcceptor, type CardAcceptor } from './fields/card-acceptor.ts';
export { readEmvTags, writeEmvTags, type EmvTag } from './fields/emv.ts';
export { readOriginalData, writeOriginalData, type OriginalData } from './fields/original-data.ts';
export {
  isCardPresent,
  readPosCondition,
  readPosEntryMode,
  type PanEntry,
  type PosCondition,
  type PosEntryMode,
} from './fields/pos-entry.ts';
export { readProcessingCode, writeProcessingCode, type ProcessingCode, type TransactionKind } from './fields/processing-code.ts';
export { readSecurityControl, writeSecurityControl, type SecurityControl } from './fields/security-control.ts';
export { readExpiry, readTransmissionTime, writeTransmissionTime } from './fields/times.ts';
export { readTrack2, writeTrack2, type Track2 } from './fields/track2.ts';
