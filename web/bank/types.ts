// What the web bank's door answers, by the names that the pages use.
import type { Door } from './api-types.ts';

type Reply<Endpoint extends keyof Door> = Door[Endpoint]['reply'];

export type Programme = Reply<'GET /bank/v1/programme'>;
export type Session = Reply<'GET /bank/v1/session'>;
export type SessionsOfBank = Reply<'GET /bank/v1/sessions'>;

export type EnrolmentStarted = Reply<'POST /bank/v1/enrolments'>;
export type Enrolment = Reply<'GET /bank/v1/enrolments/{id}'>;
export type EnrolmentDone = Reply<'POST /bank/v1/enrolments/{id}/completion'>;

export type Accounts = Reply<'GET /bank/v1/accounts'>;
export type Account = Accounts['accounts'][number];
export type Entries = Reply<'GET /bank/v1/accounts/{id}/entries'>;
export type Entry = Entries['entries'][number];
export type Payee = Reply<'GET /bank/v1/payees/{number}'>;
export type Billers = Reply<'GET /bank/v1/billers'>;
export type Biller = Billers['billers'][number];

export type Operation = Reply<'GET /bank/v1/operations/{id}'>;
export type Operations = Reply<'GET /bank/v1/operations'>;
export type Status = Operation['status'];
export type Qr = Reply<'POST /bank/v1/operations/{id}/qr'>;
export type Report = Reply<'POST /bank/v1/operations/{id}/report'>;

export type TokenSummary = Reply<'GET /bank/v1/token'>;
export type Activation = Reply<'POST /bank/v1/token/activations'>;
export type CodeSent = Reply<'POST /bank/v1/token/switch-to-hard'>;

export type Messages = Reply<'GET /bank/v1/messages'>;
export type Message = Messages['messages'][number];
export type Profile = Reply<'GET /bank/v1/profile'>;
