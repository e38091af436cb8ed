// The message types that are understood: what they are, whether they repeat another, and what answers them.

export type MessageClass = 'authorisation' | 'financial' | 'reversal' | 'network-management';

export type MessageType = {
  readonly class: MessageClass;
  readonly role: 'request' | 'request-response' | 'advice' | 'advice-response';
  /** Sent again because no answer came: the fields are those of the first, and so must be the answer. */
  readonly repeat: boolean;
  /** The type that answers it; undefined for answers. */
  readonly answer: string | undefined;
};

const request = (of: MessageClass, answer: string, repeat = false): MessageType => ({ class: of, role: 'request', repeat, answer });
const advice = (of: MessageClass, answer: string, repeat = false): MessageType => ({ class: of, role: 'advice', repeat, answer });
const answerTo = (of: MessageClass, role: 'request-response' | 'advice-response'): MessageType => ({
  class: of,
  role,
  repeat: false,
  answer: undefined,
});

/** ISO 8583:1987 section 4.1, the part of it that an issuer meets. */
export const messageTypes: ReadonlyMap<string, MessageType> = new Map([
  ['0100', request('authorisation', '0110')],
  ['0101', request('authorisation', '0110', true)],
  ['0110', answerTo('authorisation', 'request-response')],
  ['0120', advice('authorisation', '0130')],
  ['0121', advice('authorisation', '0130', true)],
  ['0130', answerTo('authorisation', 'advice-response')],
  ['0200', request('financial', '0210')],
  ['0201', request('financial', '0210', true)],
  ['0210', answerTo('financial', 'request-response')],
  ['0220', advice('financial', '0230')],
  ['0221', advice('financial', '0230', true)],
  ['0230', answerTo('financial', 'advice-response')],
  ['0400', request('reversal', '0410')],
  ['0401', request('reversal', '0410', true)],
  ['0410', answerTo('reversal', 'request-response')],
  ['0420', advice('reversal', '0430')],
  ['0421', advice('reversal', '0430', true)],
  ['0430', answerTo('reversal', 'advice-response')],
  ['0800', request('network-management', '0810')],
  ['0801', request('network-management', '0810', true)],
  ['0810', answerTo('network-management', 'request-response')],
]);

/** The type of the answer, or undefined where the message is an answer itself or unknown. */
export function answerOf(mti: string): string | undefined {
  return messageTypes.get(mti)?.answer;
}

/** The type without its repeat digit, under which first and repeated messages are the same request: '0401' → '0400'. */
export function withoutRepeat(mti: string): string {
  return messageTypes.get(mti)?.repeat === true ? `${mti.slice(0, 3)}0` : mti;
}
