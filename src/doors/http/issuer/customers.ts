// Customers and their tokens by API.

import Type, { type Static } from 'typebox';

import {
  customer,
  customerByMobile,
  customerByNumber,
  maskEmail,
  maskMobile,
  toMobile,
  type Customer,
} from '../../../modules/customers/index.ts';
import { isEnrolled } from '../../../modules/web-bank/index.ts';
import { summaryAnswer } from '../bank/token.ts';
import { TokenSummary } from '../contracts/bank/token.ts';
import { CustomerAnswer, CustomerList, CustomerQuery } from '../contracts/issuer/api.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ApprovalDeps } from '../token/deps.ts';
import { requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Customers'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

export function registerCustomerRoutes(app: App, deps: ApprovalDeps): void {
  const { database, programme } = deps;
  const reader = requireClient(deps, 'customers:read');

  async function answerOf(person: Customer): Promise<Static<typeof CustomerAnswer>> {
    const { id, number, name, nameLatin, language, mobile, mobileVerifiedAt, email } = person;
    return {
      customerId: id,
      customerNumber: number,
      name,
      nameLatin,
      language,
      mobile: maskMobile(mobile),
      mobileVerified: mobileVerifiedAt !== null,
      ...(email === null ? {} : { email: maskEmail(email) }),
      enrolled: await isEnrolled(database, id),
    };
  }

  async function find(id: string): Promise<Customer | undefined> {
    const person = await customer(database, id);
    return person?.programme === programme.programme && person.closedAt === null ? person : undefined;
  }

  app.get(
    '/v1/customers',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Find a customer by number or mobile number',
        querystring: CustomerQuery,
        response: { 200: CustomerList, ...problems(...auth) },
      },
    },
    async (request) => {
      const { number, mobile } = request.query;
      const typed = mobile === undefined ? undefined : toMobile(mobile, programme.countryCode);
      const person =
        number !== undefined
          ? await customerByNumber(database, programme.programme, number)
          : typed === undefined
            ? undefined
            : await customerByMobile(database, programme.programme, typed);
      return { customers: person === undefined || person.closedAt !== null ? [] : [await answerOf(person)] };
    },
  );

  app.get(
    '/v1/customers/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'One customer',
        params: IdParams,
        response: { 200: CustomerAnswer, ...problems(...auth, 'customer-unknown') },
      },
    },
    async (request, reply) => {
      const person = await find(request.params.id);
      return person === undefined ? sendProblem(reply, 'customer-unknown') : await answerOf(person);
    },
  );

  app.get(
    '/v1/customers/:id/token',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: "How a customer's tokens stand",
        params: IdParams,
        response: { 200: TokenSummary, ...problems(...auth, 'customer-unknown') },
      },
    },
    async (request, reply) => {
      const person = await find(request.params.id);
      return person === undefined ? sendProblem(reply, 'customer-unknown') : await summaryAnswer(deps, person.id);
    },
  );
}
