// A card as other modules see it; number and PIN are in it sealed only.

import type { Controls } from './rules/controls.ts';
import type { CardStatus } from './rules/lifecycle.ts';

export type CardRole = 'main' | 'additional';
export type PinStatus = 'none' | 'set' | 'blocked';

export type Card = {
  readonly id: string;
  readonly accountId: string;
  /** Who carries it. */
  readonly customerId: string;
  /** The main holder of the account. */
  readonly holderId: string;
  /** The card programme and product of the account. */
  readonly programme: string;
  readonly product: string;
  readonly role: CardRole;
  /** The first card of its line of replacements: limits count along it. */
  readonly chainId: string;
  readonly replacementFor: string | null;
  readonly numberSealed: Uint8Array;
  readonly lastFour: string;
  readonly sequence: number;
  /** ISO dates; the last day is the last of the month on the card. */
  readonly validFrom: string;
  readonly expiresOn: string;
  readonly serviceCode: string;
  readonly form: 'physical' | 'virtual';
  readonly status: CardStatus;
  readonly statusReason: string | null;
  readonly pinSealed: Uint8Array | null;
  readonly pinStatus: PinStatus;
  readonly pinDeliveredAt: Temporal.Instant | null;
  readonly pinFailures: number;
  readonly controls: Controls;
  readonly notify: boolean;
  readonly issuedAt: Temporal.Instant;
  readonly activatedAt: Temporal.Instant | null;
  readonly frozenAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
};
