// Money into and out of card accounts: loads, mandates, exchange between wallets, debts, closing, and travel.

export { makeBankFile, importBankResults, payoutsChart, type FileKind, type ImportedResults } from './bank-files.ts';
export { bankFile, bankFiles, payoutsOf, type BankFileRow, type Payout } from './bank-files-store.ts';
export {
  askClosing,
  closingOf,
  followClosings,
  startClosing,
  type ClosingRefusal,
  type ClosingView,
  type PayTo,
  type StartedClosing,
} from './closing.ts';
export { redirectClosing, type RedirectRefusal } from './redirect.ts';
export { cardProgrammeOf, holdersOf, topicOfAccount, type FundingContext } from './context.ts';
export { fundingDayTasks } from './day-tasks.ts';
export { accrueInterest, postInterest, recoverDebts, type CardDay } from './debts.ts';
export { ClosingParams, ExchangeParams, fundingExecutors, LoadParams, MandateParams } from './executors.ts';
export { loadCash, roomForLoad, type CashLoad, type SourceRefusal } from './loads.ts';
export { collectionsOf, load, loadsOf, type Load, type LoadPage, type LoadSource, type LoadStatus } from './loads-store.ts';
export { endMandate } from './mandates.ts';
export { mandate, mandatesOf, type Mandate } from './mandates-store.ts';
export { rateText, quoteWallets, type AskedQuote, type QuoteRefusal } from './wallet-exchange.ts';
export { type LoadRefusal } from './rules/load.ts';
export { maskIban, type MandateRefusal } from './rules/mandate.ts';
export { type ResultsRefusal } from './rules/bank-results.ts';
export { type TravelRefusal, type TravelWarning } from './rules/travel.ts';
export { endTravel, registerTravel, travelOf, type RegisteredTravel } from './travel.ts';
