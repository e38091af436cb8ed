// Personal data of a holder as JSON: all that the card modules and the customer's record hold.

import type { Static } from 'typebox';

import { dayAt } from '../../kernel/calendar.ts';
import { applicationsOf } from '../../modules/card-applications/index.ts';
import {
  dataChangesOf,
  dataRequestRowsOf,
  disclosuresOf,
  wantedValue,
  type DataRequestRow,
  type Disclosure,
  type Shown,
} from '../../modules/card-privacy/index.ts';
import { cardsOfHolder } from '../../modules/cards/index.ts';
import { civilIdOf, customer } from '../../modules/customers/index.ts';
import { accountsOfHolder } from '../../modules/wallets/index.ts';
import { applicationAnswer } from './card-application-answers.ts';
import type { CardDeps } from './card-deps.ts';
import type { DataRequestAnswer, DisclosureRow, PersonalData } from './contracts/card-privacy.ts';

export const disclosureRow = (row: Disclosure): Static<typeof DisclosureRow> => ({
  disclosureId: row.id,
  programme: row.programme,
  recipientClass: row.recipientClass,
  recipient: row.recipient,
  purpose: row.purpose,
  categories: [...row.categories],
  reference: row.reference,
  at: row.at.toString(),
});

export function dataRequestAnswer({ keys }: CardDeps, row: DataRequestRow, forStaff: boolean): Static<typeof DataRequestAnswer> {
  const value = forStaff ? wantedValue({ keys }, row) : undefined;
  return {
    requestId: row.id,
    customerId: row.customerId,
    act: row.act,
    field: row.field,
    reason: row.reason,
    status: row.status,
    askedAt: row.askedAt.toString(),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt.toString() }),
    ...(row.decisionReason === null ? {} : { decisionReason: row.decisionReason }),
    ...(value === undefined ? {} : { value }),
  };
}

type ShownBody = { path: string; letter?: { reference: string; signatureCompared: boolean }; documentNumber?: string };

/** How the identity was shown; the schema has checked the path. */
export const shownOf = ({ path, letter, documentNumber }: ShownBody): Shown => ({
  path: path === 'branch' ? 'branch' : 'letter',
  ...(letter === undefined ? {} : { letter }),
  ...(documentNumber === undefined ? {} : { documentNumber }),
});

/** PC-40: everything that is held of a holder; undefined where there is no such customer here. */
export async function personalData(deps: CardDeps, customerId: string): Promise<Static<typeof PersonalData> | undefined> {
  const { database, keys, cards, programme } = deps;
  const person = await customer(database, customerId);
  if (person === undefined || person.programme !== programme.programme) return undefined;
  const civil = (await civilIdOf(database, keys, customerId)) ?? '';
  const accounts = await accountsOfHolder(database, customerId);
  return {
    customerId,
    customerNumber: person.number,
    name: person.name,
    nameLatin: person.nameLatin,
    birthDate: person.birthDate,
    civilNumber: `${'•'.repeat(Math.max(0, civil.length - 3))}${civil.slice(-3)}`,
    language: person.language,
    mobile: person.mobile,
    ...(person.email === null ? {} : { email: person.email }),
    address: person.address,
    customerSince: person.createdAt.toString(),
    accounts: accounts.map(({ id, product, status, openedAt, closedAt, programme: name }) => {
      const rules = cards.cardProgrammes.get(name);
      const kept =
        closedAt === null || rules === undefined
          ? {}
          : { keptUntil: dayAt(rules.timeZone, closedAt).add({ days: rules.privacy.retentionDaysAfterClosing }).toString() };
      return { accountId: id, product, status, openedAt: openedAt.toString(), ...kept };
    }),
    cards: (await cardsOfHolder(database, customerId)).map(({ id, lastFour, role, status, expiresOn }) => ({
      cardId: id,
      lastFour,
      role,
      status,
      expiresOn,
    })),
    applications: await Promise.all(
      (await applicationsOf(database, customerId)).map(async (one) => await applicationAnswer(database, deps, one)),
    ),
    disclosures: (await disclosuresOf(database, customerId)).map(disclosureRow),
    requests: (await dataRequestRowsOf(database, customerId)).map((row) => dataRequestAnswer(deps, row, false)),
    changes: (await dataChangesOf(database, customerId)).map(({ field, path, at }) => ({ field, path, at: at.toString() })),
  };
}
