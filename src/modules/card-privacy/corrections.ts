// Correcting and deleting personal data: asked for by holders, decided by staff, on the path that the field needs (PC-40, PC-59, PC-60).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack, type Session } from '../../postgres/database.ts';
import type { CardsContext } from '../cards/index.ts';
import {
  changeAddress,
  changeEmail,
  civilIdDigest,
  civilIdOf,
  correctIdentity,
  customer,
  deleteContact,
  isEmail,
} from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { judgePath, mayDelete, type ChangePath, type ChangeRefusal, type DataField } from './rules/changes.ts';
import * as store from './store.ts';
import type { DataRequest, DataRequestRow } from './store.ts';

export type ValueRefusal = 'value-malformed' | 'email-malformed' | 'address-malformed' | 'field-needed';
export type AskRefusal = 'customer-unknown' | ValueRefusal;

const ownerOf = (id: string, customerId: string) => ({ tenant: 'card-privacy', customer: customerId, row: id, column: 'value' });

/** Whether a value could be written at all. */
function judgeValue(act: 'correct' | 'delete', field: DataField, value: string | undefined): Outcome<undefined, ValueRefusal> {
  if (act === 'delete') return mayDelete(field) ? done(undefined) : refused('field-needed', { field });
  const text = value?.trim() ?? '';
  if (field === 'email') return isEmail(text) ? done(undefined) : refused('email-malformed');
  if (field === 'address') return text === '' || text.length > 400 ? refused('address-malformed') : done(undefined);
  if (field === 'birth-date') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? done(undefined) : refused('value-malformed');
  return text === '' || text.length > 120 ? refused('value-malformed') : done(undefined);
}

/** PC-40: the holder says what is wrong. Nothing changes until staff have the identity that the field's path needs. */
export async function askCorrection(
  context: CardsContext,
  wish: {
    programme: string;
    customerId: string;
    act: 'correct' | 'delete';
    field: DataField;
    value?: string;
    reason: string;
    actor: string;
  },
  now: Temporal.Instant,
): Promise<Outcome<DataRequest, AskRefusal>> {
  return await context.database.transaction<Outcome<DataRequest, AskRefusal>>(async (tx) => {
    const { programme, customerId, act, field, value, reason, actor } = wish;
    if ((await customer(tx, customerId))?.programme !== programme) return refused('customer-unknown');
    const judged = judgeValue(act, field, value);
    if (judged.kind === 'refused') return judged;
    const id = context.newId();
    const valueSealed = act === 'delete' ? null : context.keys.seal(ownerOf(id, customerId), new TextEncoder().encode(value ?? ''));
    await store.insertRequest(tx, { id, programme, customerId, act, field, valueSealed, reason, askedBy: actor, askedAt: now });
    await appendEvidence(tx, [{ kind: 'card-data-request', subject: id, customerId, actor, body: { act, field, reason } }], now);
    const row = await store.dataRequestRow(tx, id);
    if (row === undefined) throw new Error('bug: a request was written and is not there');
    return done(row);
  });
}

/** The value that a waiting request asks for; staff see it, nobody keeps it. */
export function wantedValue({ keys }: Pick<CardsContext, 'keys'>, row: DataRequestRow): string | undefined {
  return row.valueSealed === null ? undefined : new TextDecoder().decode(keys.open(ownerOf(row.id, row.customerId), row.valueSealed));
}

/** How the customer's identity was shown on the path of a change. */
export type Shown = {
  readonly path: ChangePath;
  readonly letter?: { readonly reference: string; readonly signatureCompared: boolean };
  /** Number of the document that was seen at the branch. */
  readonly documentNumber?: string;
};

export type DataChangeRefusal = 'customer-unknown' | ChangeRefusal | ValueRefusal;

/**
 * PC-59, PC-60: corrects or deletes one of a customer's data in the caller's transaction; the old and the new contact are told.
 * @param change.programme of the holders
 */
export async function changeData(
  tx: Session,
  context: CardsContext,
  change: Shown & {
    programme: string;
    customerId: string;
    act: 'correct' | 'delete';
    field: DataField;
    value?: string;
    requestId?: string;
    actor: string;
  },
  now: Temporal.Instant,
): Promise<Outcome<undefined, DataChangeRefusal>> {
  const { programme, customerId, act, field, value, path, letter, documentNumber, requestId, actor } = change;
  const person = await customer(tx, customerId);
  if (person === undefined || person.programme !== programme || person.closedAt !== null) return refused('customer-unknown');
  const valued = judgeValue(act, field, value);
  if (valued.kind === 'refused') return valued;
  const civil = documentNumber === undefined ? undefined : await civilIdOf(tx, context.keys, customerId);
  const digest = (number: string): Uint8Array => civilIdDigest(context.keys, programme, number);
  const judged = judgePath(field, path, {
    ...(letter === undefined ? {} : { letter }),
    ...(documentNumber === undefined ? {} : { documentFits: Buffer.from(digest(documentNumber)).equals(Buffer.from(digest(civil ?? ''))) }),
  });
  if (judged.kind === 'refused') return judged;
  const oldEmail = await write(tx, { customerId, act, field, value: value ?? '' });
  if (oldEmail.kind === 'refused') return oldEmail;
  const documentDigest = documentNumber === undefined ? null : digest(documentNumber);
  const row = {
    id: context.newId(),
    programme,
    customerId,
    field,
    path,
    reference: letter?.reference ?? '',
    documentDigest,
    requestId: requestId ?? null,
    actor,
    at: now,
  };
  await store.insertChange(tx, row);
  const event = act === 'delete' ? 'data-deleted' : 'data-changed';
  const also = oldEmail.value === null ? {} : { also: { email: oldEmail.value } };
  await notify(
    tx,
    { programme: programmeNamed(context.programmes, programme), customerId, event, values: { field: shownField(field) }, ...also },
    now,
  );
  const body = { act, field, path, reference: letter?.reference ?? '', ...(requestId === undefined ? {} : { requestId }) };
  await appendEvidence(
    tx,
    [{ kind: `card-data-${act === 'delete' ? 'deleted' : 'changed'}`, subject: customerId, customerId, actor, body }],
    now,
  );
  return done(undefined);
}

/** As the message's template knows it: a selector has no hyphen. */
const shownField = (field: DataField): string => field.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Writes the field; gives the e-mail address before where that was changed. */
async function write(
  tx: Session,
  { customerId, act, field, value }: { customerId: string; act: 'correct' | 'delete'; field: DataField; value: string },
): Promise<Outcome<string | null, 'customer-unknown' | ValueRefusal>> {
  if (act === 'delete') {
    if (!mayDelete(field)) return refused('field-needed', { field });
    const deleted = await deleteContact(tx, { customerId, field });
    return deleted.kind === 'refused' ? deleted : done(deleted.value.oldEmail);
  }
  if (field === 'email') {
    const changed = await changeEmail(tx, { customerId, email: value.trim() });
    return changed.kind === 'refused' ? changed : done(changed.value.oldEmail);
  }
  const changed =
    field === 'address' ? await changeAddress(tx, { customerId, address: value }) : await correctIdentity(tx, { customerId, field, value });
  return changed.kind === 'refused' ? changed : done(null);
}

export type DecideDataRefusal = 'request-unknown' | 'request-decided' | DataChangeRefusal;

/** Staff carry a request out, with the identity shown, or refuse it with a reason that the holder can read. */
export async function decideCorrection(
  context: CardsContext,
  decision: { programme: string; requestId: string; decision: 'carry-out' | 'refuse'; reason: string; shown?: Shown; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<DataRequest, DecideDataRefusal>> {
  return await context.database.transaction<Outcome<DataRequest, DecideDataRefusal>>(async (tx) => {
    const row = await store.dataRequestRow(tx, decision.requestId);
    if (row === undefined || row.programme !== decision.programme) return refused('request-unknown');
    const { id, customerId, act, field, programme } = row;
    const carriesOut = decision.decision === 'carry-out';
    const value = row.status === 'waiting' ? wantedValue(context, row) : undefined;
    const decided = await store.decideRequestRow(
      tx,
      { id, status: carriesOut ? 'done' : 'refused', by: decision.actor, reason: decision.reason },
      now,
    );
    if (!decided) return refused('request-decided');
    if (carriesOut) {
      const shown: Shown = decision.shown ?? { path: 'letter' };
      const what = { programme, customerId, act, field, ...(value === undefined ? {} : { value }), requestId: id, actor: decision.actor };
      const changed = await changeData(tx, context, { ...shown, ...what }, now);
      if (changed.kind === 'refused') throw new RolledBack<Outcome<DataRequest, DecideDataRefusal>>(changed);
    } else {
      await notify(tx, { programme: programmeNamed(context.programmes, programme), customerId, event: 'data-request-refused' }, now);
      const body = { act, field, reason: decision.reason };
      await appendEvidence(tx, [{ kind: 'card-data-request-refused', subject: id, customerId, actor: decision.actor, body }], now);
    }
    const after = await store.dataRequestRow(tx, id);
    if (after === undefined) throw new Error('bug: a request is gone');
    return done(after);
  });
}
