// Exchange: rates by day, quotes that are kept for their time, and exchanges as the ledger posts them.

export { exchange, exchangeAccounts } from './exchange.ts';
export { giveQuote, quote, sweepQuotes, useQuote, type Quote, type QuoteUseRefusal } from './quotes.ts';
export { importRates, rateTable, type ImportedRates } from './rates.ts';
export { exchangeCommands, exchangeIds, type Exchange, type ExchangeAccounts, type Side } from './commands.ts';
export { absurdFactor, plainDate, type PublishedRates, type RatesRefusal } from './rules/published.ts';
export type { QuoteRefusal, QuoteRequest } from './rules/quote.ts';
export { rateTableOf, type KnownRate, type RateTable } from './rules/rate-table.ts';
export { readRatesCsv } from './rules/rates-csv.ts';
export { ratesOfDay, type ListedRates } from './store.ts';
