// Which card programmes, accounts, cards and files are a door's: those whose holders are customers of the programme that it serves.

import { application, type Application } from '../../modules/card-applications/index.ts';
import { lossReport, type LossReport } from '../../modules/card-care/index.ts';
import { disputeView, type DisputeView } from '../../modules/card-disputes/index.ts';
import type { CardProgramme } from '../../modules/card-programmes/index.ts';
import { card, type Card } from '../../modules/cards/index.ts';
import { accountOf, type CardAccount } from '../../modules/wallets/index.ts';
import type { Session } from '../../postgres/database.ts';
import type { CardDeps } from './card-deps.ts';

/** The card programmes of this door's customers, those too that nobody can apply for. */
export function cardProgrammesOfDoor({ cards, programme }: CardDeps): CardProgramme[] {
  return [...cards.cardProgrammes.values()].filter(({ holders }) => holders === programme.programme);
}

/** The card programme of that name which this door's customers may apply for; without a name the only one, or the first. */
export function cardProgrammeOfDoor(deps: CardDeps, name: string | undefined): CardProgramme | undefined {
  const offered = cardProgrammesOfDoor(deps).filter((one) => one.offered);
  return name === undefined ? offered[0] : offered.find((one) => one.programme === name);
}

/** Names of the card programmes of this door's customers. */
export function cardProgrammeNames(deps: CardDeps): string[] {
  return cardProgrammesOfDoor(deps).map((one) => one.programme);
}

/** Whether something of a card programme is this door's. */
export function isOfDoor({ cards, programme }: CardDeps, of: { readonly programme: string }): boolean {
  return cards.cardProgrammes.get(of.programme)?.holders === programme.programme;
}

function ifOurs<Found extends { readonly programme: string }>(deps: CardDeps, found: Found | undefined): Found | undefined {
  return found !== undefined && isOfDoor(deps, found) ? found : undefined;
}

export async function cardAccountOfDoor(deps: CardDeps, id: string): Promise<CardAccount | undefined> {
  return ifOurs(deps, await accountOf(deps.database, id));
}

/** @param db the transaction in which the card is then worked on */
export async function cardOfDoor(deps: CardDeps, id: string, db: Session = deps.database): Promise<Card | undefined> {
  return ifOurs(deps, await card(db, id));
}

export async function applicationOfDoor(deps: CardDeps, id: string): Promise<Application | undefined> {
  return ifOurs(deps, await application(deps.database, id));
}

export async function lossReportOfDoor(deps: CardDeps, id: string): Promise<LossReport | undefined> {
  return ifOurs(deps, await lossReport(deps.database, id));
}

export async function disputeOfDoor(deps: CardDeps, id: string): Promise<DisputeView | undefined> {
  const view = await disputeView(deps.cards, id, deps.clock.now());
  return ifOurs(deps, view?.dispute) === undefined ? undefined : view;
}
