// An operation as the bank door and the issuer API tell it.

import type { Static } from 'typebox';

import type { OperationView } from '../../modules/operations/index.ts';
import type { OperationAnswer } from './contracts/bank/operations.ts';

export function operationAnswer(view: OperationView): Static<typeof OperationAnswer> {
  const { operation, status, codeFrom, authenticator, methods, pushSent, attemptsLeft, matchNumber } = view;
  const { decidedAt, method, refusal, posting, ocraQuestion } = operation;
  return {
    operationId: operation.id,
    kind: operation.kind,
    class: operation.class,
    status,
    details: { ...operation.details },
    createdAt: operation.createdAt.toString(),
    expiresAt: operation.expiresAt.toString(),
    codeFrom: codeFrom.toString(),
    ...(decidedAt === null ? {} : { decidedAt: decidedAt.toString() }),
    ...(method === null ? {} : { method }),
    ...(refusal === null ? {} : { refusal }),
    ...(posting === null ? {} : { posting }),
    approval: {
      authenticator,
      methods: [...methods],
      pushSent,
      ...(ocraQuestion === null ? {} : { ocraQuestion }),
      ...(matchNumber === undefined ? {} : { matchNumber }),
      attemptsLeft,
    },
    notMine: operation.notMineAt !== null,
  };
}
