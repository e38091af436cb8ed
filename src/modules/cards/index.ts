// Cards: what other modules and doors may use.

export type { CardsContext } from './context.ts';
