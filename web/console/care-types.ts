// What the console's door answers about loss files, contact, recalls and endings, by the names that the pages use.
import type { Door } from './api-types.ts';

type Reply<Endpoint extends keyof Door> = Door[Endpoint]['reply'];

export type LossReports = Reply<'GET /console/v1/loss-reports'>;
export type LossReport = LossReports['reports'][number];
export type LossEntry = LossReport['entries'][number];
export type LossFile = Reply<'GET /console/v1/loss-reports/{id}'>;

export type Attempt = Reply<'GET /console/v1/card-accounts/{id}/contact-attempts'>['attempts'][number];
export type AttemptMade = Reply<'POST /console/v1/card-accounts/{id}/contact-attempts'>;

export type AccountCare = Reply<'GET /console/v1/card-accounts/{id}/care'>;
export type ReturnedCard = AccountCare['cards'][number];
export type Ending = Reply<'GET /console/v1/card-accounts/{id}/ending'>;
