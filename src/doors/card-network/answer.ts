// The authoriser's answer as fields of the message that goes back: pure.

import { currencyRow, type Money } from '../../kernel/money.ts';
import type { Answer, NetworkRequest, Reason } from '../../modules/card-authorizations/index.ts';
import {
  answerTo,
  writeAdditionalAmounts,
  writeAdditionalData,
  writeAmount,
  type AdditionalAmount,
  type Fields,
  type Message,
} from '../../iso8583/index.ts';

/** Refusals of an advice that mean: not kept, send it again, or: another message has this number. All others are acknowledged. */
const advicesRefused: ReadonlySet<'approved' | Reason> = new Set(['system-busy', 'system-error', 'repeat-differs']);

const amountOf = (amountType: string, { currency, minor }: Money): AdditionalAmount => ({
  accountType: '00',
  amountType,
  currency: currencyRow(currency).numeric,
  minor,
});

/** DE 39. An advice tells what has happened elsewhere: it is acknowledged, whatever becomes of it here. */
export function responseCodeFor(request: Pick<NetworkRequest, 'kind'>, answer: Pick<Answer, 'outcome' | 'responseCode'>): string {
  const isAdvice = request.kind === 'advice' || request.kind === 'reversal-advice';
  return isAdvice && !advicesRefused.has(answer.outcome) ? '00' : answer.responseCode;
}

/** CVV2 result as the schemes write it: M match, N no match, P not looked at. */
function cvv2Result({ outcome }: Answer): string {
  return outcome === 'approved' ? 'M' : outcome === 'cvv2-wrong' ? 'N' : 'P';
}

/**
 * The answer: what is given back, DE 39, DE 38 where approved; DE 4 and 54 (57: what was asked) of an approval in part; DE 54 (01 posted,
 * 02 available) where a balance was asked for; DE 48 subelement 87 where a CVV2 came.
 */
export function writeAnswer(message: Message, request: NetworkRequest, answer: Answer): Message {
  const code = responseCodeFor(request, answer);
  const fields: Fields = { 39: code };
  if (answer.approvalCode !== undefined) fields[38] = answer.approvalCode;
  let amounts: AdditionalAmount[] | undefined;
  if (code === '10') {
    const approved = writeAmount(answer.approved.minor);
    if (approved !== undefined) fields[4] = approved;
    amounts = [amountOf('57', request.amount)];
  }
  if (answer.balance !== undefined) {
    amounts ??= [];
    amounts.push(amountOf('01', answer.balance.posted), amountOf('02', answer.balance.available));
  }
  const text = amounts === undefined ? undefined : writeAdditionalAmounts(amounts);
  if (text !== undefined) fields[54] = text;
  if (request.cvv2 !== undefined) {
    const result = writeAdditionalData({ cvv2Result: cvv2Result(answer) });
    if (result !== undefined) fields[48] = result;
  }
  return answerTo(message, fields);
}
