// The interface for a voice-response system: what callers type, what they hear.

import Type from 'typebox';

import { voiceLanguages } from '../../../../modules/card-care/index.ts';
import { WalletAnswer } from '../card-values.ts';
import { MoneyJson } from '../money.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;
const Prompt = Type.String({ description: 'what the caller hears: plain text, amounts and dates as people say them' });

export const VoiceCaller = Type.Object(
  {
    language: Type.String({ maxLength: 10 }),
    cardNumber: Type.String({ pattern: '^[0-9 ]{12,23}$', description: 'as typed on the keys' }),
    civilNumber: Type.String({ pattern: '^[0-9A-Za-z]{5,20}$' }),
    birthDate: Type.String({ pattern: '^[0-9]{8}$', description: 'DDMMYYYY' }),
  },
  strict,
);
export const VoiceVerified = Type.Object({
  token: Type.String({ description: 'for the header Voice-Session of the requests of this call' }),
  endsAt: Timestamp,
  language: Type.String({ enum: [...voiceLanguages] }),
  prompt: Prompt,
});
export const VoiceHeaders = Type.Object({
  'voice-session': Type.Optional(Type.String({ maxLength: 100, description: 'the token of the verified caller; required' })),
});
export const VoiceBalance = Type.Object({ wallets: Type.Array(WalletAnswer), prompt: Prompt });
export const VoiceTransactions = Type.Object({
  transactions: Type.Array(
    Type.Object({ transactionId: Uuid, kind: Type.String(), amount: MoneyJson, merchant: Type.String(), occurredAt: Timestamp }),
  ),
  prompt: Prompt,
});
export const VoiceBlock = Type.Object({ kind: Type.String({ enum: ['lost', 'stolen', 'disclosed-pin', 'misused'] }) }, strict);
export const VoiceBlocked = Type.Object({ reportId: Type.Optional(Uuid), confirmationDueAt: Type.Optional(Timestamp), prompt: Prompt });
export const VoiceGoodbye = Type.Object({ prompt: Prompt });
