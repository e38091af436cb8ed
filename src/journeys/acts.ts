// What customers do over and over in the journeys.

import type { BankSession, Person, Reply } from './world.ts';

/** Asks for a transfer from a person's first account to another's; amounts in baisa. */
export async function transfer(bank: BankSession, from: Person, to: Person, minor = 12_500): Promise<Reply> {
  return await bank.post('/bank/v1/operations', {
    kind: 'transfer-customer',
    params: { from: from.accounts[0]?.accountId, to: to.accounts[0]?.number, amount: { currency: 'OMR', minor: String(minor) } },
  });
}

/** What the signed-in customer can pay with, over all accounts, in baisa. */
export async function available(bank: BankSession): Promise<bigint> {
  const { body } = await bank.get('/bank/v1/accounts');
  return (body.accounts as { available: { minor: string } }[]).reduce((sum, account) => sum + BigInt(account.available.minor), 0n);
}
