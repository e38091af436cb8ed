// The pages of cards, all in one part of the application that is loaded when the first of them is opened.
export { CardAccountPage } from './account.tsx';
export { ApplyPage } from './apply.tsx';
export { CardPage } from './card.tsx';
export { ControlsPage, LostPage, RenewPage, ReplacePage } from './care.tsx';
export { TravelPage } from './travel.tsx';
export { CardsHome } from './home.tsx';
export { MandatesPage, NewMandatePage } from './mandates.tsx';
export { AdditionalPage, ClosePage, ExchangePage, LoadPage } from './money.tsx';
export { DisputeForm, DisputeList, DisputePage, StatementsPage, TransactionPage } from './papers.tsx';
export { loadCardTexts } from './texts.ts';
