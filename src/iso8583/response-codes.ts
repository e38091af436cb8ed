// DE 39, response codes: what each says, for tables that map a decision to one and for people who read a trace.

/** ISO 8583:1987 annex A and the schemes' custom; the door maps every decision to one of them. */
export const responseCodes = {
  '00': 'approved',
  '01': 'refer to card issuer',
  '03': 'invalid merchant',
  '04': 'pick up card',
  '05': 'do not honour',
  '06': 'error',
  '10': 'approved in part, amount in DE 4',
  '12': 'invalid transaction',
  '13': 'invalid amount',
  '14': 'invalid card number',
  '15': 'no such issuer',
  '21': 'no action taken',
  '25': 'unable to locate record',
  '30': 'format error',
  '36': 'restricted card',
  '38': 'PIN tries exceeded, pick up card',
  '39': 'no credit account',
  '41': 'lost card',
  '43': 'stolen card',
  '46': 'closed account',
  '51': 'not sufficient funds',
  '52': 'no current account',
  '53': 'no savings account',
  '54': 'expired card',
  '55': 'incorrect PIN',
  '57': 'transaction not permitted to holder',
  '58': 'transaction not permitted to terminal',
  '59': 'suspected fraud',
  '61': 'exceeds amount limit',
  '62': 'restricted card: country, category or channel',
  '63': 'security violation',
  '64': 'amount larger than the original',
  '65': 'exceeds count limit',
  '68': 'response received too late',
  '75': 'PIN tries exceeded',
  '76': 'unable to locate the original message',
  '77': 'original located, its data differ',
  '78': 'card not yet active',
  '79': 'already reversed',
  '81': 'PIN cryptographic error',
  '82': 'wrong CVV or CVV2',
  '85': 'no reason to decline: verification only',
  '86': 'PIN cannot be verified',
  '91': 'issuer inoperative',
  '92': 'no way to the destination',
  '93': 'transaction against the law',
  '94': 'duplicate transmission',
  '95': 'reconcile error',
  '96': 'system malfunction',
  N7: 'wrong CVV2',
} as const;

export type ResponseCode = keyof typeof responseCodes;

/** DE 70, network management information codes. */
export const networkCodes = {
  '001': 'sign-on',
  '002': 'sign-off',
  '101': 'key change',
  '301': 'echo test',
} as const;

export type NetworkCode = keyof typeof networkCodes;

export function isNetworkCode(text: string): text is NetworkCode {
  return Object.hasOwn(networkCodes, text);
}
