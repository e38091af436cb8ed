// The problem document as a schema, for the contracts of routes.

import Type, { type TSchema } from 'typebox';

import { problemStatuses, type ProblemReason } from './table.ts';

export const ProblemDocument = Type.Object(
  {
    type: Type.String({ description: 'stable address of the reason: https://ramz.dev/problems/<reason>' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'what to do next, in the language of Accept-Language' }),
    instance: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), rule: Type.String() }))),
  },
  {
    $id: 'Problem',
    title: 'Problem',
    additionalProperties: true,
    description: 'RFC 9457 problem document; figures such as attemptsLeft stand beside',
    examples: [
      {
        type: 'https://ramz.dev/problems/wrong-code',
        title: 'Wrong code',
        status: 422,
        detail: 'The code is not right. You have 4 tries left.',
        attemptsLeft: 4,
      },
    ],
  },
);

/** The replies of a contract for the named reasons and for those that any route may give, grouped by status. */
export function problems(...reasons: readonly ProblemReason[]): Record<number, TSchema> {
  const byStatus = new Map<number, ProblemReason[]>();
  for (const reason of [...reasons, 'invalid-request', 'too-many-requests', 'internal', 'database-unavailable'] as const) {
    const status = problemStatuses[reason];
    byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), reason])]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      {
        description: names.join(', '),
        content: {
          'application/problem+json': {
            schema: Type.Ref('Problem'),
          },
        },
      } as unknown as TSchema,
    ]),
  );
}
