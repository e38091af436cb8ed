// Token services of the web bank: enable after wrong codes, switch between hard and soft token (TK-26, TK-31, TK-32).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack } from '../../postgres/database.ts';
import { activate } from '../authenticators/index.ts';
import { contactsOf } from '../customers/index.ts';
import { tokenOf } from '../hard-tokens/index.ts';
import { issueCode, verifyCode } from '../one-time-codes/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import type { SoftTokenContext } from './context.ts';
import { clearCodeLock, selectLiveDevices } from './device-store.ts';
import { tell } from './news.ts';

/** TK-26: lifts the lock after wrong codes; the sign-in to the web bank suffices. Refusal: not-locked. */
export async function enableSoftToken(
  context: SoftTokenContext,
  customerId: string,
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'not-locked'>> {
  const outcome = await context.database.transaction<Outcome<undefined, 'not-locked'>>(async (tx) => {
    for (const device of await selectLiveDevices(tx, customerId)) {
      if (!(await clearCodeLock(tx, device.id))) continue;
      await tell(
        context,
        tx,
        'token-unlocked',
        { programme: device.programme, customerId, tokenId: device.id, actor: `customer:${customerId}`, body: { by: 'web-bank' } },
        now,
      );
      return done(undefined);
    }
    return refused('not-locked');
  });
  context.events.publish(`token:${customerId}`);
  return outcome;
}

export type SwitchToHardRefusal = 'no-hard-token' | 'hard-token-locked' | 'hard-token-active';

async function hardTokenToSwitchTo(context: SoftTokenContext, customerId: string): Promise<Outcome<string, SwitchToHardRefusal>> {
  const token = await tokenOf(context.database, customerId);
  if (token === undefined) return refused('no-hard-token');
  if (token.status === 'locked') return refused('hard-token-locked');
  return token.status === 'active' ? refused('hard-token-active') : done(token.id);
}

export type CodeSent = { readonly maskedTo: string; readonly expiresAt: Temporal.Instant; readonly resendAt: Temporal.Instant };

/** TK-31, first step: a one-time password by SMS to the number of record. */
export async function startSwitchToHard(
  context: SoftTokenContext,
  customerId: string,
  now: Temporal.Instant,
): Promise<Outcome<CodeSent, SwitchToHardRefusal | 'code-too-soon' | 'code-too-many-sends'>> {
  const token = await hardTokenToSwitchTo(context, customerId);
  if (token.kind === 'refused') return token;
  return await context.database.transaction<Outcome<CodeSent, 'code-too-soon' | 'code-too-many-sends'>>(async (tx) => {
    const contacts = await contactsOf(tx, customerId);
    if (contacts === undefined) throw new Error('bug: a signed-in customer has no contacts');
    const programme = programmeNamed(context.programmes, contacts.programme);
    const sent = await issueCode(
      tx,
      context.keys,
      {
        programme,
        customerId,
        purpose: 'switch-to-hard',
        subjectId: customerId,
        channel: 'sms',
        to: contacts.mobile,
        template: 'switch-code',
      },
      now,
    );
    if (sent.kind === 'refused') return refused(sent.reason === 'too-soon' ? 'code-too-soon' : 'code-too-many-sends', sent.figures);
    return done(sent.value);
  });
}

/** TK-31, second step: the right code re-enables the hard token and suspends the soft one in the same act. */
export async function confirmSwitchToHard(
  context: SoftTokenContext,
  customerId: string,
  code: string,
  now: Temporal.Instant,
): Promise<Outcome<undefined, SwitchToHardRefusal | 'wrong-code' | 'expired' | 'used' | 'too-many-attempts'>> {
  const token = await hardTokenToSwitchTo(context, customerId);
  if (token.kind === 'refused') return token;
  const checked = await verifyCode(context.database, context.keys, { purpose: 'switch-to-hard', subjectId: customerId, code }, now);
  if (checked.kind === 'refused') return checked;
  const outcome = await context.database.transaction<Outcome<undefined, SwitchToHardRefusal>>(async (tx) => {
    const contacts = await contactsOf(tx, customerId);
    await context.cancelPending(tx, customerId, now);
    const changed = await activate(tx, customerId, token.value, now);
    if (changed === undefined || contacts === undefined) throw new RolledBack(refused('no-hard-token'));
    const body = { suspended: changed.suspended.map(({ id }) => id) };
    await tell(
      context,
      tx,
      'token-switched-to-hard',
      { programme: contacts.programme, customerId, tokenId: token.value, actor: `customer:${customerId}`, body },
      now,
    );
    return done(undefined);
  });
  context.events.publish(`token:${customerId}`);
  return outcome;
}

/** TK-32: back to the soft token, where its phone is still registered. Refusals: no-phone-registered, soft-token-active. */
export async function switchToSoft(
  context: SoftTokenContext,
  customerId: string,
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'no-phone-registered' | 'soft-token-active'>> {
  const outcome = await context.database.transaction<Outcome<undefined, 'no-phone-registered' | 'soft-token-active'>>(async (tx) => {
    const devices = await selectLiveDevices(tx, customerId);
    if (devices.some(({ authenticatorStatus }) => authenticatorStatus === 'active')) return refused('soft-token-active');
    const device = devices.find(({ authenticatorStatus }) => authenticatorStatus === 'suspended');
    if (device === undefined) return refused('no-phone-registered');
    await context.cancelPending(tx, customerId, now);
    if ((await activate(tx, customerId, device.id, now)) === undefined) throw new RolledBack(refused('no-phone-registered'));
    await tell(
      context,
      tx,
      'token-switched-to-soft',
      { programme: device.programme, customerId, tokenId: device.id, actor: `customer:${customerId}` },
      now,
    );
    return done(undefined);
  });
  context.events.publish(`token:${customerId}`);
  return outcome;
}
