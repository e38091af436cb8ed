// What the console's door answers about cards and disputes, by the names that the pages use.
import type { Door } from './api-types.ts';

type Reply<Endpoint extends keyof Door> = Door[Endpoint]['reply'];

export type AccountView = Reply<'GET /console/v1/card-accounts/{id}'>;
export type SeenAccount = AccountView['account'];
export type SeenCard = SeenAccount['cards'][number];
export type Wallet = SeenAccount['wallets'][number];
export type SeenLoad = AccountView['loads'][number];

export type Transactions = Reply<'GET /console/v1/card-accounts/{id}/transactions'>;
export type SeenTransaction = Transactions['transactions'][number];
export type SeenHold = Transactions['holds'][number];

export type DisputeSummary = Reply<'GET /console/v1/card-disputes'>['disputes'][number];
export type DisputeAmounts = DisputeSummary['amounts'][number];
export type DisputeView = Reply<'GET /console/v1/card-disputes/{id}'>;
