// Registration, first step: who is it, may they, and how does the phone prove its SIM (TK-04 … TK-10).

import { randomBytes, randomInt } from 'node:crypto';

import { toBase64url } from '../../crypto/bytes.ts';
import { installationId, publicKeyOf } from '../../crypto/soft-token.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack } from '../../postgres/database.ts';
import { holdsJointAccount, matchIdentity } from '../accounts/index.ts';
import { customer as readCustomer, toMobile, type Customer } from '../customers/index.ts';
import { issueCode } from '../one-time-codes/index.ts';
import { programmeNamed, type Programme } from '../programmes/index.ts';
import { isEnrolled } from '../web-bank/index.ts';
import type { SoftTokenContext } from './context.ts';
import { selectInstallationCustomer, selectLiveDevices, type Platform, type ScreenLock } from './device-store.ts';
import {
  claimTry,
  clearTries,
  endRegistrationsOf,
  insertRegistration,
  markCodeSent,
  selectRegistration,
  type NewRegistration,
  type RegistrationPurpose,
  type RegistrationRow,
} from './registration-store.ts';
import { judgeRegistration, type RegistrationRefusal } from './rules/registration.ts';

export type RegistrationRequest = {
  readonly purpose: RegistrationPurpose;
  readonly platform: Platform;
  readonly model: string;
  readonly system: string;
  readonly screenLock: ScreenLock;
  readonly installationKey: Uint8Array;
  readonly mobile: string;
  readonly cardNumber: string;
  readonly cardPin: string;
  readonly language: string;
  /** Where the request came from (an address); limits tries, never stored in clear. */
  readonly source: string;
};

export type StartRefusal =
  | RegistrationRefusal
  | 'too-many-tries'
  | 'identity-not-matched'
  | 'installation-key-invalid'
  | 'code-too-soon'
  | 'code-too-many-sends';

// One source serves many customers (a carrier's gateway), so its limit is wider than that of a number.
const sourceFactor = 20;

/** Letters and digits that are hard to mistake, for the SMS that the customer sends. */
const smsAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const smsLength = 10;

function newSmsText(): string {
  let text = 'RAMZ ';
  for (let index = 0; index < smsLength; index += 1) text += smsAlphabet[randomInt(smsAlphabet.length)] ?? 'A';
  return text;
}

/** Sends the one-time password of a registration; the row must be awaiting it. */
export async function sendRegistrationCode(
  context: SoftTokenContext,
  tx: Parameters<typeof issueCode>[0],
  row: Pick<RegistrationRow, 'id' | 'programme' | 'customerId' | 'purpose' | 'mobile' | 'platform'>,
  now: Temporal.Instant,
): Promise<
  Outcome<{ expiresAt: Temporal.Instant; resendAt: Temporal.Instant; maskedTo: string }, 'code-too-soon' | 'code-too-many-sends'>
> {
  const sent = await issueCode(
    tx,
    context.keys,
    {
      programme: programmeNamed(context.programmes, row.programme),
      customerId: row.customerId,
      purpose: 'token-registration',
      subjectId: row.id,
      channel: 'sms',
      to: row.mobile,
      template: row.purpose === 'register' ? 'registration-code' : 'password-reset-code',
      // TK-09: the last line lets Android fill the code in.
      format: row.platform === 'android' ? 'web-otp' : 'plain',
      host: context.appHost,
    },
    now,
  );
  if (sent.kind === 'refused') return refused(sent.reason === 'too-soon' ? 'code-too-soon' : 'code-too-many-sends', sent.figures);
  await markCodeSent(tx, row.id, sent.value);
  return done(sent.value);
}

/**
 * Starts a registration or a reset of the app password.
 * Tries are taken per number, card, phone and source before anything is looked up, and given back by a match.
 */
export async function startRegistration(
  context: SoftTokenContext,
  programme: Programme,
  request: RegistrationRequest,
  now: Temporal.Instant,
): Promise<Outcome<{ row: RegistrationRow; token: string }, StartRefusal>> {
  if (publicKeyOf(request.installationKey) === undefined) return refused('installation-key-invalid');
  const { database, keys } = context;
  const { registrationTriesMax, registrationTriesWindowSeconds, registrationSeconds } = programme.softToken;
  const phone = installationId(request.installationKey);
  const subject = (kind: string, value: string): Uint8Array => keys.digest('registration-try', `${programme.programme} ${kind} ${value}`);
  const mobile = toMobile(request.mobile, programme.countryCode) ?? request.mobile;
  const subjects = [subject('mobile', mobile), subject('card', request.cardNumber), subject('phone', phone)];
  const taken = await database.transaction(async (tx) => {
    let all = await claimTry(
      tx,
      subject('source', request.source),
      registrationTriesWindowSeconds,
      registrationTriesMax * sourceFactor,
      now,
    );
    for (const one of subjects) all = (await claimTry(tx, one, registrationTriesWindowSeconds, registrationTriesMax, now)) && all;
    return all;
  });
  if (!taken) return refused('too-many-tries', { retryAfterSeconds: registrationTriesWindowSeconds });

  const customerId = await matchIdentity(
    database,
    keys,
    { programme: programme.programme, mobile, cardNumber: request.cardNumber, cardPin: request.cardPin },
    now,
  );
  const customer = customerId === undefined ? undefined : await readCustomer(database, customerId);
  if (customer === undefined) return refused('identity-not-matched');
  await clearTries(database, subjects);

  return await database.transaction(async (tx) => {
    const devices = await selectLiveDevices(tx, customer.id);
    const refusal = judgeRegistration(programme, {
      purpose: request.purpose,
      platform: request.platform,
      screenLock: request.screenLock,
      mobile: customer.mobile,
      enrolled: await isEnrolled(tx, customer.id),
      jointHolder: await holdsJointAccount(tx, customer.id),
      phoneCarries: await selectInstallationCustomer(tx, phone),
      customerId: customer.id,
      phoneHasDevice: devices.some(({ installationId: id }) => id === phone),
    });
    if (refusal !== undefined) return refused(refusal);
    await endRegistrationsOf(tx, customer.id);
    const { row, token } = newRegistration(
      context,
      programme,
      request,
      customer,
      devices.find(({ installationId: id }) => id === phone)?.id,
      phone,
      registrationSeconds,
      now,
    );
    await insertRegistration(tx, row, now);
    if (row.state === 'awaiting-code') {
      const sent = await sendRegistrationCode(context, tx, row, now);
      // The limit on messages holds across registrations; without a code there is nothing to go on with.
      if (sent.kind === 'refused') throw new RolledBack(refused(sent.reason, sent.figures));
    }
    const stored = await selectRegistration(tx, row.id);
    if (stored === undefined) throw new Error('bug: a registration was not stored');
    return done({ row: stored, token });
  });
}

function newRegistration(
  context: SoftTokenContext,
  programme: Programme,
  request: RegistrationRequest,
  customer: Customer,
  deviceHere: string | undefined,
  phone: string,
  seconds: number,
  now: Temporal.Instant,
): { row: NewRegistration; token: string } {
  const token = toBase64url(randomBytes(32));
  // A reset asks no message from the phone: its SIM was proved when it was registered (TK-23).
  const bySms = request.purpose === 'register' && programme.softToken.platforms[request.platform].proofBySms;
  const row: NewRegistration = {
    id: context.newId(),
    programme: programme.programme,
    purpose: request.purpose,
    customerId: customer.id,
    deviceId: request.purpose === 'reset-password' && deviceHere !== undefined ? deviceHere : context.newId(),
    tokenDigest: context.keys.digest('registration-token', token),
    installationId: phone,
    installationKey: request.installationKey,
    platform: request.platform,
    model: request.model,
    system: request.system,
    screenLock: request.screenLock,
    language: request.language,
    state: bySms ? 'awaiting-sms' : 'awaiting-code',
    mobile: customer.mobile,
    smsText: bySms ? newSmsText() : null,
    expiresAt: now.add({ seconds }),
  };
  return { row, token };
}
