// DE 48 and DE 61 as this house fills them: what has no field of its own in ISO 8583:1987, as subelements with a name each.

import { readSubelements, writeSubelements } from './subelements.ts';

/** A part of a field: its tag, its name, and whether a person may see it. */
export type SubelementRow = { readonly tag: string; readonly name: string; readonly hidden?: true };

/** DE 48. Where the schemes have a custom (42, 63, 87, 92) the tag is theirs. */
export const additionalDataTable = {
  wrappedKey: { tag: '10', name: 'new key, wrapped, hexadecimal', hidden: true },
  keyCheckValue: { tag: '11', name: 'key check value of the new key' },
  keyUse: { tag: '12', name: 'use of the new key' },
  eci: { tag: '42', name: 'electronic commerce indicator' },
  aesPinBlock: { tag: '52', name: 'PIN block of format 4, hexadecimal', hidden: true },
  originalTraceId: { tag: '63', name: 'network trace id of the first message' },
  cvv2Result: { tag: '87', name: 'CVV2 result' },
  cvv2: { tag: '92', name: 'CVV2', hidden: true },
} as const satisfies Readonly<Record<string, SubelementRow>>;

/** DE 61. */
export const pointOfServiceDataTable = {
  partialApproval: { tag: '01', name: 'partial approval understood' },
  preAuthorisation: { tag: '02', name: 'estimate, increment or final' },
  dccCurrency: { tag: '10', name: 'DCC: currency of the merchant' },
  dccAmount: { tag: '11', name: 'DCC: amount in that currency' },
  dccRate: { tag: '12', name: 'DCC: rate offered' },
  dccMarkUp: { tag: '13', name: 'DCC: mark-up in basis points' },
  terminalCountry: { tag: '20', name: 'country of the terminal' },
} as const satisfies Readonly<Record<string, SubelementRow>>;

type Named<Table> = { readonly [Name in keyof Table]?: string | undefined };

export type AdditionalData = Named<typeof additionalDataTable>;
export type PointOfServiceData = Named<typeof pointOfServiceDataTable>;

function read<Table extends Readonly<Record<string, SubelementRow>>>(table: Table, text: string): Named<Table> | undefined {
  const found = readSubelements(text);
  if (found === undefined) return undefined;
  const named: Record<string, string> = {};
  for (const [name, { tag }] of Object.entries(table)) {
    const value = found.get(tag);
    if (value !== undefined) named[name] = value;
  }
  return named as Named<Table>;
}

function write<Table extends Readonly<Record<string, SubelementRow>>>(table: Table, values: Named<Table>): string | undefined {
  return writeSubelements(Object.entries(table).map(([name, { tag }]) => [tag, values[name as keyof Table]] as const));
}

/** DE 48; tags that are not in the table are left out. Undefined where the field is malformed. */
export function readAdditionalData(text: string): AdditionalData | undefined {
  return read(additionalDataTable, text);
}

/** Undefined where a value is empty or too long; '' where there is nothing to say: then leave the field out. */
export function writeAdditionalData(values: AdditionalData): string | undefined {
  return write(additionalDataTable, values);
}

/** DE 61, likewise. */
export function readPointOfServiceData(text: string): PointOfServiceData | undefined {
  return read(pointOfServiceDataTable, text);
}

export function writePointOfServiceData(values: PointOfServiceData): string | undefined {
  return write(pointOfServiceDataTable, values);
}

/** DE 63: the network's three letters or digits and its trace id of up to 15, which stays the same through a transaction's life. */
export type NetworkTrace = { readonly network: string; readonly traceId: string };

/** Undefined where there is no id behind the network. */
export function readNetworkTrace(text: string): NetworkTrace | undefined {
  const traceId = text.slice(3).trim();
  return traceId === '' || traceId.length > 15 ? undefined : { network: text.slice(0, 3), traceId };
}

export function writeNetworkTrace({ network, traceId }: NetworkTrace): string {
  return `${network.slice(0, 3).padEnd(3)}${traceId.slice(0, 15)}`;
}
