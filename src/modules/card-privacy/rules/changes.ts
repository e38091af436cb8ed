// Which path changes which of a customer's data, and the identity that each path asks for (PC-59); what may be deleted (PC-60).

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

export const dataFields = ['name', 'name-latin', 'birth-date', 'address', 'email'] as const;
export type DataField = (typeof dataFields)[number];

export const changePaths = ['letter', 'branch'] as const;
export type ChangePath = (typeof changePaths)[number];

/** PC-59: name and address in writing, e-mail at a branch. A mobile number is proved at the branch by a code (TK-29), not here. */
const pathOf: Readonly<Record<DataField, ChangePath>> = {
  name: 'letter',
  'name-latin': 'letter',
  'birth-date': 'letter',
  address: 'letter',
  email: 'branch',
};

/** What staff have before them. */
export type ShownIdentity = {
  /** Of a letter: its number, and that its signature was compared with the one of record. */
  readonly letter?: { readonly reference: string; readonly signatureCompared: boolean };
  /** At a branch: whether the document that was shown carries the civil number of record. */
  readonly documentFits?: boolean;
};

export type ChangeRefusal = 'path-not-allowed' | 'proof-needed' | 'document-mismatch';

/** Refusals in the order of the type. */
export function judgePath(field: DataField, path: ChangePath, shown: ShownIdentity): Outcome<undefined, ChangeRefusal> {
  if (pathOf[field] !== path) return refused('path-not-allowed', { path: pathOf[field] });
  if (path === 'letter') {
    if (shown.letter === undefined || shown.letter.reference.trim() === '') return refused('proof-needed', { needed: 'letter' });
    return shown.letter.signatureCompared ? done(undefined) : refused('document-mismatch');
  }
  if (shown.documentFits === undefined) return refused('proof-needed', { needed: 'document' });
  return shown.documentFits ? done(undefined) : refused('document-mismatch');
}

/** What the bank can do without. */
export function mayDelete(field: DataField): field is 'address' | 'email' {
  return field === 'address' || field === 'email';
}

export type DisclosureRefusal = 'recipient-refused' | 'purpose-refused';

/** PC-60: only to classes of recipients that the programme names, and for their purposes. */
export function judgeDisclosure(
  recipients: Readonly<Record<string, readonly string[]>>,
  recipientClass: string,
  purpose: string,
): Outcome<undefined, DisclosureRefusal> {
  const purposes = Object.hasOwn(recipients, recipientClass) ? recipients[recipientClass] : undefined;
  if (purposes === undefined) return refused('recipient-refused');
  return purposes.includes(purpose) ? done(undefined) : refused('purpose-refused', { purposes: purposes.join(', ') });
}
