// What clearing and settlement need from the rest of the house.

export type { CardsContext as ClearingContext } from '../cards/index.ts';
