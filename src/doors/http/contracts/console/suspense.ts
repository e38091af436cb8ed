// The queue of what waits in suspense, for staff.

import Type from 'typebox';

import { problems } from '../../problems/contract.ts';
import { ResolveAct, SuspenseAnswer, SuspenseList, suspenseProblems, SuspenseQuery } from '../suspense.ts';
import { Uuid } from '../token/messages.ts';

const signedIn = ['not-signed-in', 'not-permitted'] as const;
const ById = Type.Object({ id: Uuid });

export const SuspenseRead = { querystring: SuspenseQuery, response: { 200: SuspenseList, ...problems(...signedIn, 'cursor-unknown') } };
export const SuspenseResolve = {
  params: ById,
  body: ResolveAct,
  response: { 200: SuspenseAnswer, ...problems(...signedIn, ...suspenseProblems) },
};
