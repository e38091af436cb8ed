// The load side of bench/approvals: a process of its own, whose phones each do one approval after the other.

import { randomUUID } from 'node:crypto';

import { openConnection, type Answer, type Connection } from './raw-http.ts';
import { toPhone, type Phone, type PhoneSeed } from './phones.ts';

export type LoadOrder = {
  readonly phones: readonly PhoneSeed[];
  readonly inFlight: number;
  readonly bankPort: number;
  readonly tokenPort: number;
  readonly currency: string;
};
export type LoadCommand = { readonly kind: 'prepare'; readonly order: LoadOrder } | { readonly kind: 'run'; readonly seconds: number };

export const steps = ['create', 'sign-in', 'fetch', 'decide'] as const;
export type LoadReport = {
  readonly approvals: number;
  readonly seconds: number;
  /** Milliseconds of each whole approval, and of each step. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly stepP50Ms: Readonly<Record<(typeof steps)[number], number>>;
  readonly processorSeconds: number;
};

type Seat = {
  readonly bank: Connection;
  readonly token: Connection;
  readonly phones: readonly { readonly phone: Phone; readonly cookie: string; readonly payee: string }[];
};

function expectStatus(answer: Answer, status: number, what: string): Record<string, unknown> {
  if (answer.status !== status) throw new Error(`${what}: ${answer.status} ${answer.body.slice(0, 400)}`);
  return JSON.parse(answer.body) as Record<string, unknown>;
}

let order: LoadOrder | undefined;
let seats: Seat[] = [];

function prepare(given: LoadOrder): void {
  order = given;
  const { phones, inFlight, bankPort, tokenPort } = given;
  const ready = phones.map((seed, index) => ({
    phone: toPhone(seed),
    cookie: `__Host-ramz-bank=${seed.session}`,
    payee: phones[(index + 1) % phones.length]?.accountNumber ?? '',
  }));
  seats = Array.from({ length: inFlight }, (_, seat) => ({
    bank: openConnection(bankPort),
    token: openConnection(tokenPort),
    phones: ready.filter((_, index) => index % inFlight === seat),
  }));
}

/** One whole approval; gives the milliseconds of each step. */
async function approve(
  { bank, token }: Seat,
  { phone, cookie, payee }: Seat['phones'][number],
  { bankPort, currency }: LoadOrder,
): Promise<number[]> {
  const times = [performance.now()];
  const params = { from: phone.accountId, to: payee, amount: { currency, minor: '100' } };
  const created = expectStatus(
    await bank.request(
      'POST',
      '/bank/v1/operations',
      { origin: `http://127.0.0.1:${bankPort}`, cookie, 'idempotency-key': randomUUID() },
      JSON.stringify({ kind: 'transfer-customer', params }),
    ),
    201,
    'create',
  );
  const operationId = String(created['operationId']);
  times.push(performance.now());
  const session = expectStatus(
    await token.request('POST', '/token/v1/sign-ins', {}, JSON.stringify({ deviceId: phone.deviceId, ...phone.prove('signIn', {}) })),
    200,
    'sign-in',
  );
  const authorization = `Bearer ${String(session['sessionToken'])}`;
  times.push(performance.now());
  const shown = expectStatus(await token.request('GET', `/token/v1/operations/${operationId}`, { authorization }), 200, 'fetch');
  const details = shown['details'] as Record<string, string>;
  times.push(performance.now());
  const decision = { decision: 'approve' as const, details };
  const body = JSON.stringify({ ...decision, ...phone.prove('decision', { ...decision, operationId }) });
  const decided = expectStatus(
    await token.request('POST', `/token/v1/operations/${operationId}/decision`, { authorization }, body),
    200,
    'decide',
  );
  if (decided['status'] !== 'executed') throw new Error(`decide: ${JSON.stringify(decided)}`);
  times.push(performance.now());
  return times.slice(1).map((time, step) => time - (times[step] ?? time));
}

const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 100) / 100;
};

async function run(seconds: number): Promise<LoadReport> {
  const current = order;
  if (current === undefined) throw new Error('bug: run before prepare');
  const began = performance.now();
  const used = process.cpuUsage();
  const until = began + seconds * 1000;
  const taken: number[][] = [];
  await Promise.all(
    seats.map(async (seat) => {
      for (let turn = 0; performance.now() < until; turn += 1) {
        const one = seat.phones[turn % seat.phones.length];
        if (one === undefined) throw new Error('bug: a seat without a phone');
        taken.push(await approve(seat, one, current));
      }
    }),
  );
  const { user, system } = process.cpuUsage(used);
  const totals = taken.map((times) => times.reduce((sum, time) => sum + time, 0));
  return {
    approvals: taken.length,
    seconds: (performance.now() - began) / 1000,
    p50Ms: quantile(totals, 0.5),
    p99Ms: quantile(totals, 0.99),
    stepP50Ms: Object.fromEntries(
      steps.map((step, index) => [
        step,
        quantile(
          taken.map((times) => times[index] ?? 0),
          0.5,
        ),
      ]),
    ) as LoadReport['stepP50Ms'],
    processorSeconds: (user + system) / 1e6,
  };
}

process.on('message', (command: LoadCommand) => {
  if (command.kind === 'prepare') {
    prepare(command.order);
    process.send?.({});
    return;
  }
  run(command.seconds).then(
    (report) => process.send?.({ report }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
