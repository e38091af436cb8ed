// Card accounts, purchases and disputes for the console's pages to show.

import { randomUUID } from 'node:crypto';

import { takeMeasure } from '../modules/card-care/index.ts';
import { addDocument, beginStage, openDispute, takeDecision } from '../modules/card-disputes/index.ts';
import { chargeWallet } from '../modules/wallets/index.ts';
import type { ConsoleDoor } from '../testing/console-door.ts';
import { openCardFor } from './card-acts.ts';
import { must, type World } from './world.ts';

export const merchants = {
  en: ['Muttrah Silver House', 'Al Fair Supermarket', 'Qurum Fuel Station', 'Shatti Books'],
  ar: ['بيت الفضة بمطرح', 'سوبرماركت الفير', 'محطة القرم للوقود', 'مكتبة الشاطئ'],
} as const;

/** Emma Clarke's card account: purchases, a dispute whose chargeback failed, one that waits for papers, a card on the stop list. */
export async function seedConsoleCards({ deps, clock, customerNamed }: ConsoleDoor, language: 'en' | 'ar') {
  const { cards, database } = deps;
  const customer = customerNamed('emma');
  const held = await openCardFor({ deps } as unknown as World, { id: customer.id }, { wallets: { USD: 25_000n } });
  const now = clock.now();
  const by = { actor: `customer:${customer.id}` };
  const ids: string[] = [];
  for (const [index, merchantName] of merchants[language].entries()) {
    const id = randomUUID();
    const transaction = {
      kind: 'purchase' as const,
      cardId: held.cardId,
      merchantName,
      country: 'OM',
      entryMode: 'chip',
      termsVersion: '2026-01',
      occurredAt: now.subtract({ hours: index + 1 }),
    };
    const charge = { id, accountId: held.accountId, currency: 'OMR' as const, amount: 12_500n - BigInt(index) * 2750n };
    const rest = { counterpart: 'scheme-settlement', code: 'card-purchase', reference: id, transaction };
    must(await database.transaction(async (tx) => await chargeWallet(tx, { ...charge, ...rest }, now)));
    ids.push(id);
  }
  const disputes = [];
  const statement = language === 'en' ? 'I was in Salalah that day and the card was with me.' : 'كنت في صلالة ذلك اليوم والبطاقة معي.';
  for (const transactionId of ids.slice(0, 2)) {
    const dispute = { id: randomUUID(), accountId: held.accountId, transactionId, reason: 'fraud' as const, statement };
    disputes.push(must(await openDispute(cards, dispute, { holderId: customer.id, by }, now)).row.id);
  }
  const [disputeId = ''] = disputes;
  const document = { kind: 'declaration' as const, fileName: 'statement.pdf', bytes: new TextEncoder().encode('%PDF-1.7 signed') };
  must(await addDocument(cards, { disputeId, by, document }, now));
  must(await beginStage(cards, { disputeId, by: { actor: 'client:scheme' }, stage: 'chargeback' }, now));
  must(await takeDecision(cards, { disputeId, by: { actor: 'client:scheme' }, decision: 'lost' }, now));
  const second = await openCardFor({ deps } as unknown as World, { id: customerNamed('salim').id });
  const note = language === 'en' ? 'Case 4711 of the fraud desk' : 'الحالة 4711 لدى قسم الاحتيال';
  const measure = {
    cardId: second.cardId,
    reason: 'misuse' as const,
    note,
    actor: 'staff:test',
    measure: 'suspend' as const,
    stopList: true,
  };
  must(await takeMeasure(cards, measure, now));
  return { disputeId, customer, held };
}
