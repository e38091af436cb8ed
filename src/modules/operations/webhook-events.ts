// What the bank's other systems are told of an operation, by signed webhook.

import type { NewEvent } from '../webhooks/index.ts';
import type { OperationStatus } from './executor.ts';
import type { Method, Operation } from './store.ts';

/** `operation.created`, and once `operation.executed`, `.refused`, `.rejected`, `.expired` or `.cancelled`. */
export function operationEvent(
  operation: Operation,
  status: OperationStatus,
  outcome: { readonly method?: Method | null; readonly refusal?: string | null; readonly posting?: string | null } = {},
): NewEvent {
  const { id, programme, customerId, kind, details, createdAt, expiresAt } = operation;
  const { method, refusal, posting } = outcome;
  return {
    programme,
    type: status === 'pending' ? 'operation.created' : `operation.${status}`,
    object: id,
    data: {
      operationId: id,
      customerId,
      kind,
      class: operation.class,
      status,
      details,
      createdAt: createdAt.toString(),
      expiresAt: expiresAt.toString(),
      ...(method == null ? {} : { method }),
      ...(refusal == null ? {} : { refusal }),
      ...(posting == null ? {} : { posting }),
    },
  };
}
