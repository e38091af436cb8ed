// What the web bank's door answers about cards, by the names that these pages use.
import type { Door } from '../api-types.ts';

type Reply<Endpoint extends keyof Door> = Door[Endpoint]['reply'];

export type CardAccount = Reply<'GET /bank/v1/card-accounts/{id}'>;
export type Wallet = CardAccount['wallets'][number];
export type BankCard = Reply<'GET /bank/v1/cards/{id}'>;
export type CardStatus = BankCard['status'];
export type Controls = BankCard['controls'];
export type OwnLimits = NonNullable<NonNullable<Controls['limits']>['purchase']>;
export type Rules = Reply<'GET /bank/v1/card-rules'>['programmes'][number];

export type Transactions = Reply<'GET /bank/v1/card-accounts/{id}/transactions'>;
export type Transaction = Transactions['transactions'][number];
export type Hold = Transactions['holds'][number];

export type LoadOptions = Reply<'GET /bank/v1/card-accounts/{id}/load-options'>;
/** Leave to collect loads from an account at another bank. */
export type Mandate = LoadOptions['mandates'][number];
export type Quote = Reply<'POST /bank/v1/card-accounts/{id}/quotes'>;
export type Statement = Reply<'GET /bank/v1/card-accounts/{id}/statements'>['statements'][number];
export type Trip = Reply<'GET /bank/v1/card-accounts/{id}/travel'>['travel'][number];

export type Application = Reply<'GET /bank/v1/card-applications'>['applications'][number];
export type Terms = Reply<'GET /bank/v1/card-terms'>;
export type TermsText = Reply<'GET /bank/v1/card-terms/{version}'>;

export type Disputes = Reply<'GET /bank/v1/card-disputes'>;
export type Dispute = Reply<'GET /bank/v1/card-disputes/{id}'>;
