// The privacy of card holders: disclosures, corrections, deletions, and the end of what is kept.

export { discloseData, disclosureCategories, type DisclosureCategory, type DisclosureWish } from './disclose.ts';
export {
  askCorrection,
  changeData,
  decideCorrection,
  wantedValue,
  type AskRefusal,
  type DataChangeRefusal,
  type DecideDataRefusal,
  type Shown,
} from './corrections.ts';
export { retentionTask, type Eraser } from './retention.ts';
export { changePaths, dataFields, type ChangePath, type DataField, type DisclosureRefusal } from './rules/changes.ts';
export {
  dataChangesOf,
  dataRequestRowsOf,
  disclosuresOf,
  sealedColumns,
  waitingRequestRows,
  type DataChange,
  type DataRequest,
  type DataRequestRow,
  type Disclosure,
} from './store.ts';
