// Operations about cards for the approvals engine: activation, details, PIN, additional cards, replacement, renewal, controls.

import Type, { type Static } from 'typebox';

import { fieldBytesMax } from '../../crypto/details.ts';
import { toJson } from '../../kernel/money.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { quoteFee, type FeeName } from '../card-fees/index.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { customer, customerByNumber } from '../customers/index.ts';
import { derivedId } from '../ledger/index.ts';
import type { Details, Executor } from '../operations/index.ts';
import { accountOf } from '../wallets/index.ts';
import { activateCard, readyToActivate } from './acts.ts';
import type { Card } from './card.ts';
import type { CardsContext } from './context.ts';
import { grantDetails } from './details.ts';
import { issueCard } from './issue.ts';
import { purchaseApproval } from './purchase-approval.ts';
import { chooseRenewal, judgeRenewal, judgeReplacement, renewCard, replaceCard, replacementReasons } from './replace.ts';
import { controlsFromDetails, controlsToDetails } from './rules/control-details.ts';
import { Controls, judgeControls } from './rules/controls.ts';
import { judgeAct } from './rules/lifecycle.ts';
import { setCardControls } from './set-controls.ts';
import { card, openCardsOf } from './store.ts';

const strict = { additionalProperties: false } as const;
const CardId = Type.String({ format: 'uuid' });
const Form = Type.Union([Type.Literal('physical'), Type.Literal('virtual')]);

const CardParams = Type.Object({ cardId: CardId }, strict);
const DetailsParams = Type.Object({ cardId: CardId, shows: Type.Union([Type.Literal('number'), Type.Literal('pin')]) }, strict);
const AdditionalParams = Type.Object(
  {
    accountId: CardId,
    customerNumber: Type.Optional(
      Type.String({ maxLength: 40, description: 'who will carry it, a customer of the bank; without it the main holder' }),
    ),
    form: Form,
  },
  strict,
);
const ReplacementParams = Type.Object({ cardId: CardId, reason: Type.String({ enum: [...replacementReasons] }), form: Form }, strict);
const RenewalParams = Type.Object(
  {
    cardId: CardId,
    choice: Type.String({ enum: ['renew', 'by-default', 'opt-out'], description: 'renew now, or whether it is done without asking' }),
  },
  strict,
);
const ControlsParams = Type.Object({ cardId: CardId, controls: Controls, notify: Type.Optional(Type.Boolean()) }, strict);

const nothingHeld = async (): Promise<void> => await Promise.resolve();

/** How a card is named on the phone: its last four digits, and its id for the execution. */
const named = (found: Card): Details => ({ number: `•••• ${found.lastFour}`, card: found.id });

type Relation = 'carrier' | 'main-holder' | 'either';

async function cardFor(
  tx: Session,
  customerId: string,
  cardId: string,
  relation: Relation,
): Promise<Outcome<Card, 'card-unknown' | 'not-main-holder'>> {
  const found = await card(tx, cardId);
  const carries = found?.customerId === customerId;
  const holds = found?.holderId === customerId;
  if (found === undefined || (!carries && !holds)) return refused('card-unknown');
  if (relation === 'main-holder' && !holds) return refused('not-main-holder');
  // The number and the PIN are the carrier's alone.
  if (relation === 'carrier' && !carries) return refused('card-unknown');
  return done(found);
}

/** What a fee comes to today with its tax, for the details; nothing where the schedule says nought. */
function feeDetails(context: CardsContext, found: Pick<Card, 'programme'>, fee: FeeName, now: Temporal.Instant): Details {
  const { total } = quoteFee(context, found, fee, now);
  if (total.minor === 0n) return {};
  const { currency, minor } = toJson(total);
  return { fee: minor, currency };
}

const idOf = (details: Details): string => details['card'] ?? '';

function activation(context: CardsContext): Executor<Static<typeof CardParams>> {
  return {
    kind: 'card-activation',
    params: CardParams,
    prepare: async (tx, { customerId }, { cardId }) => {
      const found = await cardFor(tx, customerId, cardId, 'carrier');
      if (found.kind === 'refused') return found;
      const judged = judgeAct(found.value, 'activate');
      if (judged.kind === 'refused') return judged;
      const ready = await readyToActivate(tx, context, cardId);
      return ready.kind === 'refused' ? ready : done({ details: { kind: 'card-activation', ...named(found.value) } });
    },
    execute: async (tx, { id, customerId, details }, now) => {
      const order = { cardId: idOf(details), actor: `customer:${customerId}`, operationId: id };
      const activated = await activateCard(tx, context, order, now);
      return activated.kind === 'refused' ? activated : done({});
    },
    release: nothingHeld,
  };
}

function showing(context: CardsContext): Executor<Static<typeof DetailsParams>> {
  return {
    kind: 'card-details',
    params: DetailsParams,
    prepare: async (tx, { customerId }, { cardId, shows }) => {
      const found = await cardFor(tx, customerId, cardId, 'carrier');
      if (found.kind === 'refused') return found;
      if (found.value.status === 'closed') return refused('card-closed');
      if (shows === 'pin' && found.value.pinDeliveredAt !== null) return refused('pin-delivered');
      return done({ details: { kind: 'card-details', ...named(found.value), shows } });
    },
    execute: async (tx, { id, customerId, details }, now) => {
      const found = await card(tx, idOf(details));
      if (found === undefined || found.customerId !== customerId) return refused('card-unknown');
      if (found.status === 'closed') return refused('card-closed');
      const shows = details['shows'] === 'pin' ? 'pin' : 'number';
      await grantDetails(tx, context, found, { operationId: id, cardId: found.id, customerId, shows }, now);
      return done({});
    },
    release: nothingHeld,
  };
}

function pinChange(context: CardsContext): Executor<Static<typeof CardParams>> {
  return {
    kind: 'card-pin-change',
    params: CardParams,
    prepare: async (tx, { customerId }, { cardId }) => {
      const found = await cardFor(tx, customerId, cardId, 'carrier');
      if (found.kind === 'refused') return found;
      if (found.value.status === 'closed') return refused('card-closed');
      return done({ details: { kind: 'card-pin-change', ...named(found.value) } });
    },
    execute: async (tx, { id, customerId, details }, now) => {
      const found = await card(tx, idOf(details));
      if (found === undefined || found.customerId !== customerId) return refused('card-unknown');
      if (found.status === 'closed') return refused('card-closed');
      await grantDetails(tx, context, found, { operationId: id, cardId: found.id, customerId, shows: 'pin-change' }, now);
      return done({});
    },
    release: nothingHeld,
  };
}

function additional(context: CardsContext): Executor<Static<typeof AdditionalParams>> {
  return {
    kind: 'card-additional',
    params: AdditionalParams,
    prepare: async (tx, { customerId, programme }, { accountId, customerNumber, form }) => {
      const account = await accountOf(tx, accountId);
      if (account === undefined || account.customerId !== customerId) return refused('card-account-unknown');
      if (account.status !== 'open') return refused(account.status === 'pending' ? 'identity-missing' : 'card-account-closed');
      const carrier =
        customerNumber === undefined ? await customer(tx, customerId) : await customerByNumber(tx, programme.programme, customerNumber);
      if (carrier === undefined || carrier.closedAt !== null) return refused('carrier-unknown');
      const max = cardProgrammeNamed(context.cardProgrammes, account.programme).products[account.product]?.cardsPerAccountMax ?? 0;
      if ((await openCardsOf(tx, accountId)) >= max) return refused('too-many-cards', { max });
      return done({ details: { kind: 'card-additional', payee: carrier.nameLatin, carrier: carrier.id, account: accountId, form } });
    },
    execute: async (tx, { id, customerId, details }, now) => {
      const made = await issueCard(
        tx,
        context,
        {
          id: derivedId('additional-card', id),
          accountId: details['account'] ?? '',
          customerId: details['carrier'] ?? '',
          role: 'additional',
          form: details['form'] === 'virtual' ? 'virtual' : 'physical',
          actor: `customer:${customerId}`,
          operationId: id,
        },
        now,
      );
      return made.kind === 'refused' ? made : done({});
    },
    release: nothingHeld,
  };
}

function replacement(context: CardsContext): Executor<Static<typeof ReplacementParams>> {
  return {
    kind: 'card-replacement',
    params: ReplacementParams,
    prepare: async (tx, { customerId }, { cardId, reason, form }, now) => {
      const found = await cardFor(tx, customerId, cardId, 'either');
      if (found.kind === 'refused') return found;
      const judged = await judgeReplacement(tx, found.value, false);
      if (judged.kind === 'refused') return judged;
      const fee = feeDetails(context, found.value, 'replacement', now);
      return done({ details: { kind: 'card-replacement', ...named(found.value), reason, form, ...fee } });
    },
    execute: async (tx, { id, customerId, details }, now) => {
      const made = await replaceCard(
        tx,
        context,
        {
          cardId: idOf(details),
          newCardId: derivedId('replacement-card', id),
          reason: replacementReasons.find((reason) => reason === details['reason']) ?? 'damaged',
          form: details['form'] === 'virtual' ? 'virtual' : 'physical',
          actor: `customer:${customerId}`,
          operationId: id,
        },
        now,
      );
      return made.kind === 'refused' ? made : done({});
    },
    release: nothingHeld,
  };
}

function renewal(context: CardsContext): Executor<Static<typeof RenewalParams>> {
  return {
    kind: 'card-renewal',
    params: RenewalParams,
    prepare: async (tx, { customerId }, { cardId, choice }, now) => {
      const found = await cardFor(tx, customerId, cardId, 'main-holder');
      if (found.kind === 'refused') return found;
      const details = { kind: 'card-renewal', ...named(found.value), choice };
      if (choice !== 'renew') return done({ details });
      const judged = await judgeRenewal(tx, context, found.value, now);
      return judged.kind === 'refused' ? judged : done({ details: { ...details, ...feeDetails(context, found.value, 'renewal', now) } });
    },
    execute: async (tx, { id, customerId, details }, now) => {
      const order = { cardId: idOf(details), actor: `customer:${customerId}`, operationId: id };
      if (details['choice'] === 'renew') {
        const made = await renewCard(tx, context, { ...order, newCardId: derivedId('renewal-card', id) }, now);
        return made.kind === 'refused' ? made : done({});
      }
      const found = await card(tx, order.cardId);
      if (found === undefined) return refused('card-unknown');
      const chosen = await chooseRenewal(tx, { ...order, accountId: found.accountId, byDefault: details['choice'] === 'by-default' }, now);
      return chosen.kind === 'refused' ? chosen : done({});
    },
    release: nothingHeld,
  };
}

function controls(context: CardsContext): Executor<Static<typeof ControlsParams>> {
  return {
    kind: 'card-controls',
    params: ControlsParams,
    prepare: async (tx, { customerId }, params) => {
      const found = await cardFor(tx, customerId, params.cardId, 'main-holder');
      if (found.kind === 'refused') return found;
      if (found.value.status === 'closed') return refused('card-closed');
      const judged = judgeControls(cardProgrammeNamed(context.cardProgrammes, found.value.programme), params.controls);
      if (judged.kind === 'refused') return judged;
      const details = controlsToDetails(params.controls, params.notify ?? found.value.notify);
      // What is approved must fit the phone's frame.
      if (Object.values(details).some((value) => value.length > fieldBytesMax)) return refused('controls-too-long');
      const { currency } = cardProgrammeNamed(context.cardProgrammes, found.value.programme);
      return done({ details: { kind: 'card-controls', ...named(found.value), ...details, currency } });
    },
    execute: async (tx, { id, customerId, details }, now) => {
      const order = { cardId: idOf(details), actor: `customer:${customerId}`, operationId: id };
      const set = await setCardControls(tx, context, { ...order, ...controlsFromDetails(details) }, now);
      return set.kind === 'refused' ? set : done({});
    },
    release: nothingHeld,
  };
}

/** The kinds of operation of this module, for the composition root. */
export function cardExecutors(context: CardsContext): Executor[] {
  const all = [activation, showing, pinChange, additional, replacement, renewal, controls];
  return [...all.map((make) => make(context) as Executor), purchaseApproval as Executor];
}
