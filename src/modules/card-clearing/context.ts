// What clearing and settlement need from the rest of the house.

export type { AuthorizationsContext as ClearingContext } from '../card-authorizations/index.ts';
