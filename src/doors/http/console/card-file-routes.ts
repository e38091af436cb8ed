// Loss files, recalls, destructions and endings as staff read them: one file whole, or all of one account (PC-50, PC-55, PC-56).

import { accountsOf as currentAccountsOf } from '../../../modules/accounts/index.ts';
import { destructionOf, endingOf, lossReportsOf } from '../../../modules/card-care/index.ts';
import { card, cardsOf, replacementFor } from '../../../modules/cards/index.ts';
import { customer } from '../../../modules/customers/index.ts';
import { may } from '../../../modules/staff/index.ts';
import { endingAnswer, lossReportAnswer } from '../card-care-answers.ts';
import { cardAccountOfDoor, lossReportOfDoor } from '../card-scope.ts';
import * as contract from '../contracts/console/card-files.ts';
import type { App } from '../create-app.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { person } from './guard.ts';

export function consoleFileRoutes(app: App, deps: ConsoleCardDeps): void {
  const { database, clock } = deps;
  const view = { permission: 'card.view' } as const;

  app.get(
    '/console/v1/loss-reports/:id',
    { config: view, schema: { ...contract.LossFileRead, summary: 'A loss file with its holder and its card' } },
    async (request, reply) => {
      const report = await lossReportOfDoor(deps, request.params.id);
      const lost = report === undefined ? undefined : await card(database, report.cardId);
      const holder = lost === undefined ? undefined : await customer(database, lost.holderId);
      if (report === undefined || lost === undefined || holder === undefined) return sendProblem(reply, 'report-unknown');
      const next = await replacementFor(database, lost.id);
      return {
        report: await lossReportAnswer(database, report, clock.now(), true),
        holder: { customerId: holder.id, number: holder.number, name: holder.name },
        card: {
          form: lost.form,
          status: lost.status,
          ...(lost.closedAt === null ? {} : { closedAt: lost.closedAt.toString() }),
          ...(next === undefined ? {} : { replacedBy: next.lastFour }),
        },
      };
    },
  );

  app.get(
    '/console/v1/card-accounts/:id/care',
    { config: view, schema: { ...contract.AccountCare, summary: 'Loss files, recalls, destructions and the ending of an account' } },
    async (request, reply) => {
      const account = await cardAccountOfDoor(deps, request.params.id);
      if (account === undefined) return sendProblem(reply, 'card-account-unknown');
      const now = clock.now();
      const reports = await lossReportsOf(database, account.id);
      const cards = await Promise.all(
        (await cardsOf(database, account.id)).map(async (one) => ({ one, destruction: await destructionOf(database, one.id) })),
      );
      const ending = await endingOf(database, account.id);
      const recalled = ({ statusReason }: { statusReason: string | null }): boolean => statusReason === 'recalled';
      const accounts = may(person(request).roles, 'card.contact') ? await currentAccountsOf(database, account.customerId) : [];
      return {
        reports: await Promise.all(reports.map(async (one) => await lossReportAnswer(database, one, now, true))),
        cards: cards
          .filter(({ one, destruction }) => destruction !== undefined || recalled(one))
          .map(({ one, destruction }) => ({
            cardId: one.id,
            lastFour: one.lastFour,
            status: one.status,
            recalled: recalled(one),
            ...(destruction?.claimedAt == null ? {} : { claimedAt: destruction.claimedAt.toString() }),
            ...(destruction?.confirmedAt == null ? {} : { confirmedAt: destruction.confirmedAt.toString() }),
            ...(destruction?.confirmedHow == null ? {} : { how: destruction.confirmedHow }),
          })),
        ...(ending === undefined ? {} : { ending: endingAnswer(ending) }),
        payTo: accounts
          .filter(({ status, currency }) => status === 'open' && currency === account.currency)
          .map(({ id, number }) => ({ accountId: id, number })),
      };
    },
  );
}
