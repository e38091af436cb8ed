// Card security: what other modules and doors may use.

export { openCardSecurity } from './open.ts';
export { isGoodPin } from './rules/key-forms.ts';
export { localConnection } from './rules/key-names.ts';
export type { CardOwner, CardSecurity, KeyImportRefusal, KeyView, PinBlockFormat, PinVerdict } from './security.ts';
export { sealedColumns } from './store.ts';
