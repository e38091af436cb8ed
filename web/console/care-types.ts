// What the console's door answers about loss files, contact, recalls and endings (src/doors/http/contracts/card-care.ts, console/card-files.ts).

import type { MoneyJson } from '../../src/kernel/money.ts';

export type LossReport = {
  readonly reportId: string;
  readonly cardId: string;
  readonly accountId: string;
  readonly lastFour: string;
  readonly kind: string;
  readonly happenedAt?: string;
  readonly reportedAt: string;
  readonly confirmationDueAt: string;
  readonly writtenAt?: string;
  readonly confirmation: 'given' | 'waiting' | 'missed';
  readonly entries: readonly LossEntry[];
};

export type LossEntry = {
  readonly entryId: string;
  readonly kind: string;
  readonly at: string;
  readonly channel: string;
  readonly reference?: string;
  readonly reason?: string;
  readonly actor?: string;
};

export type LossReports = { readonly reports: readonly LossReport[]; readonly next?: string };

export type LossFile = {
  readonly report: LossReport;
  readonly holder: { readonly customerId: string; readonly number: string; readonly name: string };
  readonly card: { readonly form: string; readonly status: string; readonly closedAt?: string; readonly replacedBy?: string };
};

export type Attempt = {
  readonly attemptId: string;
  readonly wantedBy: string;
  readonly channel: string;
  readonly outcome: string;
  readonly reason: string;
  readonly actor: string;
  readonly at: string;
};

export type AttemptMade = Attempt & { readonly failedInARow: number; readonly account: 'unchanged' | 'frozen' | 'released' };

export type Ending = {
  readonly givenBy: string;
  readonly noticedAt: string;
  readonly reference: string;
  readonly effectiveAt?: string;
  readonly waitingCards: readonly { readonly cardId: string; readonly lastFour: string; readonly claimedAt?: string }[];
  readonly due: readonly { readonly currency: string; readonly owed: MoneyJson; readonly unposted: MoneyJson }[];
};

export type ReturnedCard = {
  readonly cardId: string;
  readonly lastFour: string;
  readonly status: string;
  readonly recalled: boolean;
  readonly claimedAt?: string;
  readonly confirmedAt?: string;
  readonly how?: string;
};

export type AccountCare = {
  readonly reports: readonly LossReport[];
  readonly cards: readonly ReturnedCard[];
  readonly ending?: Ending;
  readonly payTo: readonly { readonly accountId: string; readonly number: string }[];
};
