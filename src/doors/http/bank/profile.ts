// The customer's own data and messages.

import Type from 'typebox';

import { customer, maskEmail, maskMobile, setLanguage } from '../../../modules/customers/index.ts';
import { messagesOf } from '../../../modules/messaging/index.ts';
import { userNameOf } from '../../../modules/web-bank/index.ts';
import { LanguageChange, MessageList, MessageQuery, ProfileAnswer } from '../contracts/bank/profile.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const tags = ['Profile'];

export function registerProfileRoutes(app: App, deps: Deps): void {
  const { database, programme } = deps;
  const customerOnly = { preHandler: requireCustomer(deps) };

  app.get(
    '/bank/v1/profile',
    {
      ...customerOnly,
      schema: { tags, summary: "The customer's own data", response: { 200: ProfileAnswer, ...problems('not-signed-in') } },
    },
    async (request) => {
      const { customerId } = sessionOf(request);
      const person = await customer(database, customerId);
      if (person === undefined) throw new Error('bug: a session of nobody');
      const { number, name, nameLatin, language, mobile, mobileVerifiedAt, email, address } = person;
      const userName = (await userNameOf(database, customerId)) ?? '';
      return {
        customerNumber: number,
        name,
        nameLatin,
        userName,
        language,
        mobile,
        mobileVerified: mobileVerifiedAt !== null,
        email: email ?? '',
        address,
      };
    },
  );

  app.post(
    '/bank/v1/profile/language',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'Choose the language of pages and messages',
        body: LanguageChange,
        response: { 204: Type.Null(), ...problems('not-signed-in', 'language-not-offered', 'foreign-origin') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const outcome = await setLanguage(database, { customerId, language: request.body.language, offered: programme.languages });
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : await reply.status(204).send(null);
    },
  );

  app.get(
    '/bank/v1/messages',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'SMS and e-mails that the bank sent, newest first; codes are hidden',
        querystring: MessageQuery,
        response: { 200: MessageList, ...problems('not-signed-in', 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25, text } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const page = await messagesOf(database, sessionOf(request).customerId, {
        cursor: place[0],
        limit,
        ...(text === undefined ? {} : { text }),
      });
      return {
        messages: page.messages
          .filter(({ channel }) => channel !== 'push')
          .map((message) => ({
            messageId: message.id,
            at: message.createdAt.toString(),
            channel: message.channel,
            to: message.channel === 'sms' ? maskMobile(message.recipient) : maskEmail(message.recipient),
            title: message.subject ?? '',
            body: message.text,
            status: message.status,
          })),
        ...(page.next === undefined ? {} : { next: toCursor([page.next]) }),
      };
    },
  );
}
