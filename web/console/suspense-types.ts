// What the console's door answers about suspense and about cards that are looked up, by the names that the pages use.
import type { Door } from './api-types.ts';

export type SuspenseItem = Door['GET /console/v1/suspense']['reply']['items'][number];
export type CardInWords = Door['GET /console/v1/cards/{id}']['reply'];
