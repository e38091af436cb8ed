// The customer's own data and the messages that the bank sent them.

import Type from 'typebox';

import { Language, next, pageQuery } from '../money.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const ProfileAnswer = Type.Object({
  customerNumber: Type.String(),
  name: Type.String(),
  nameLatin: Type.String(),
  userName: Type.String(),
  language: Language,
  mobile: Type.String(),
  mobileVerified: Type.Boolean(),
  email: Type.String(),
  address: Type.String(),
});

export const LanguageChange = Type.Object({ language: Language }, strict);

export const MessageQuery = Type.Object(
  { ...pageQuery, text: Type.Optional(Type.String({ maxLength: 100, description: 'only messages that contain this' })) },
  strict,
);

export const MessageList = Type.Object({
  messages: Type.Array(
    Type.Object({
      messageId: Uuid,
      at: Timestamp,
      channel: Type.String({ enum: ['sms', 'email', 'push'] }),
      to: Type.String({ description: 'number or address, its middle hidden' }),
      title: Type.String(),
      body: Type.String({ description: 'codes are hidden' }),
      status: Type.String(),
    }),
  ),
  next,
});
