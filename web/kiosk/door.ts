// The kiosk's door: what it answers, by the names that the pages use, and the calls of one visit.
import { api } from '../shared/api.ts';
import type { Door } from './api-types.ts';

export const door = api('/kiosk/v1');

type Reply<Endpoint extends keyof Door> = Door[Endpoint]['reply'];

export type Setup = Reply<'GET /kiosk/v1/setup'>;
export type Known = Reply<'GET /kiosk/v1/visits/{visitId}'>;
export type KnownBy = Known['knownBy'];
export type KioskCard = Known['cards'][number];
export type CardStatus = KioskCard['status'];
export type Balance = Reply<'GET /kiosk/v1/visits/{visitId}/balance'>;
export type Account = Reply<'GET /kiosk/v1/visits/{visitId}/accounts'>['accounts'][number];
export type Operation = Reply<'GET /kiosk/v1/visits/{visitId}/operations/{operationId}'>;
export type Deposit = Reply<'POST /kiosk/v1/visits/{visitId}/deposits'>;
export type DepositEnd = Reply<'POST /kiosk/v1/deposits/{depositId}/end'>;
export type ApplicationOffer = Reply<'GET /kiosk/v1/visits/{visitId}/application-offer'>;
export type ApplicationAnswer = Reply<'POST /kiosk/v1/visits/{visitId}/applications'>;
export type MadeReceipt = Reply<'POST /kiosk/v1/visits/{visitId}/receipts'>;

/** What a receipt is about. */
export type ReceiptOf =
  | { readonly act: 'balance' }
  | { readonly act: 'load-cash'; readonly depositId: string }
  | { readonly act: 'activate' | 'load' | 'replace' | 'renew' | 'close'; readonly operationId: string }
  | { readonly act: 'apply'; readonly applicationId: string };
