// Passkeys of staff (WebAuthn level 3): enrolment by invitation or from a session, and sign-in without a user name.

import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { brokenConstraint } from '../../postgres/database.ts';
import { recordAct } from './acts-log.ts';
import { newId, newSecret, type StaffContext } from './context.ts';
import * as store from './store.ts';

const challengeSeconds = 300;

export type EnrolBeginRefusal = 'invitation-unknown';

type Enrolment = { challengeId: string; name: string; userName: string; options: PublicKeyCredentialCreationOptionsJSON };

/** Begins an enrolment with an invitation's secret: the first passkey of a person, or one after all were lost. */
export async function beginInvitedEnrolment(
  context: StaffContext,
  secret: string,
  now: Temporal.Instant,
): Promise<Outcome<Enrolment, EnrolBeginRefusal>> {
  const { db, keys } = context;
  const invitation = await store.openInvitation(db, keys.digest('staff/invitation', secret), now);
  if (invitation === undefined) return refused('invitation-unknown');
  const { id, staffId, userName, name } = invitation;
  return done(await beginEnrolment(context, { staffId, userName, name, invitationId: id }, now));
}

/** Begins an enrolment of one more passkey for a person who is signed in. */
export async function beginOwnEnrolment(
  context: StaffContext,
  person: { staffId: string; userName: string; name: string },
  now: Temporal.Instant,
): Promise<Enrolment> {
  return await beginEnrolment(context, { ...person, invitationId: null }, now);
}

async function beginEnrolment(
  { db, site }: StaffContext,
  person: { staffId: string; userName: string; name: string; invitationId: string | null },
  now: Temporal.Instant,
): Promise<Enrolment> {
  const known = await store.passkeysOf(db, person.staffId);
  const { name: rpName, rpId } = site();
  const options = await generateRegistrationOptions({
    rpName,
    rpID: rpId,
    userID: new TextEncoder().encode(person.staffId),
    userName: person.userName,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: [-7, -8, -257],
    timeout: challengeSeconds * 1000,
  });
  const challengeId = newId(now);
  await store.sweepChallenges(db, now);
  await store.insertChallenge(db, {
    id: challengeId,
    purpose: 'enrol',
    challenge: options.challenge,
    staffId: person.staffId,
    invitationId: person.invitationId,
    expiresAt: now.add({ seconds: challengeSeconds }),
  });
  return { challengeId, name: person.name, userName: person.userName, options };
}

export type EnrolRefusal = 'challenge-expired' | 'passkey-refused' | 'passkey-known' | 'invitation-unknown';

/**
 * Completes an enrolment. The invitation is used up in the same transaction, so that it makes one passkey only.
 * @param wanted.staffId the signed-in person, or null when an invitation began it
 */
export async function completeEnrolment(
  { db, site }: StaffContext,
  wanted: { challengeId: string; staffId: string | null; name: string; response: RegistrationResponseJSON },
  now: Temporal.Instant,
): Promise<Outcome<{ passkeyId: string; staffId: string }, EnrolRefusal>> {
  const challenge = await store.takeChallenge(db, wanted.challengeId, 'enrol', now);
  if (challenge === undefined || challenge.staffId === null) return refused('challenge-expired');
  const byInvitation = challenge.invitationId !== null;
  if (byInvitation ? wanted.staffId !== null : wanted.staffId !== challenge.staffId) return refused('challenge-expired');
  const { origins, rpId } = site();
  const verified = await verifyRegistrationResponse({
    response: wanted.response,
    expectedChallenge: challenge.challenge,
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: [-7, -8, -257],
  }).catch(() => undefined);
  if (verified?.verified !== true) return refused('passkey-refused');
  const { credential } = verified.registrationInfo;
  const { staffId } = challenge;
  const passkeyId = newId(now);
  const name = wanted.name.trim().slice(0, 60) || 'Passkey';
  try {
    return await db.transaction(async (tx) => {
      if (challenge.invitationId !== null && !(await store.useInvitation(tx, challenge.invitationId, now))) {
        return refused('invitation-unknown');
      }
      const transports: string[] = [...(credential.transports ?? [])];
      const { id: credentialId, publicKey, counter } = credential;
      await store.insertPasskey(tx, { id: passkeyId, staffId, credentialId, publicKey, counter: BigInt(counter), transports, name }, now);
      await recordAct(tx, { kind: 'staff.passkey.enrolled', staffId, subject: passkeyId, body: { name, byInvitation } }, now);
      return done({ passkeyId, staffId });
    });
  } catch (error) {
    if (brokenConstraint(error) === 'staff_passkeys_credential_id_key') return refused('passkey-known');
    throw error;
  }
}

/** Removes one of a person's own passkeys and ends its sessions; the last one stays. */
export async function removePasskey(
  { db }: StaffContext,
  wanted: { passkeyId: string; staffId: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'last-passkey'>> {
  return await db.transaction(async (tx) => {
    await store.lockMember(tx, wanted.staffId);
    if (!(await store.removePasskeyUnlessLast(tx, wanted.passkeyId, wanted.staffId, now))) return refused('last-passkey');
    await store.endSessionsOf(tx, wanted.staffId, 'passkey-removed', wanted.passkeyId, now);
    await recordAct(tx, { kind: 'staff.passkey.removed', staffId: wanted.staffId, subject: wanted.passkeyId }, now);
    return done(undefined);
  });
}

/** Begins a sign-in. No user name is asked for, so nothing can be learned of who works here. */
export async function beginSignIn(
  { db, site }: StaffContext,
  now: Temporal.Instant,
): Promise<{ challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  const options = await generateAuthenticationOptions({
    rpID: site().rpId,
    userVerification: 'required',
    timeout: challengeSeconds * 1000,
  });
  const challengeId = newId(now);
  await store.sweepChallenges(db, now);
  await store.insertChallenge(db, {
    id: challengeId,
    purpose: 'sign-in',
    challenge: options.challenge,
    staffId: null,
    invitationId: null,
    expiresAt: now.add({ seconds: challengeSeconds }),
  });
  return { challengeId, options };
}

export type SignInRefusal = 'challenge-expired' | 'passkey-refused';

/**
 * Completes a sign-in and opens a session.
 * @returns the session's secret for the cookie; every fault of the passkey gets the same refusal
 */
export async function signIn(
  { db, keys, site }: StaffContext,
  wanted: { challengeId: string; response: AuthenticationResponseJSON },
  now: Temporal.Instant,
): Promise<Outcome<{ secret: string; staffId: string }, SignInRefusal>> {
  const challenge = await store.takeChallenge(db, wanted.challengeId, 'sign-in', now);
  if (challenge === undefined) return refused('challenge-expired');
  const passkey = await store.passkeyOf(db, wanted.response.id);
  if (passkey === undefined) return refused('passkey-refused');
  const handle = wanted.response.response.userHandle;
  if (handle === undefined || Buffer.from(handle, 'base64url').toString() !== passkey.staffId) return refused('passkey-refused');
  const { origins, rpId } = site();
  const verified = await verifyAuthenticationResponse({
    response: wanted.response,
    expectedChallenge: challenge.challenge,
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey: Uint8Array.from(passkey.publicKey), counter: Number(passkey.counter) },
  }).catch(() => undefined);
  if (verified?.verified !== true) return refused('passkey-refused');
  const counter = BigInt(verified.authenticationInfo.newCounter);
  const secret = newSecret();
  const sessionId = newId(now);
  return await db.transaction(async (tx) => {
    const person = await store.member(tx, passkey.staffId);
    if (person?.status !== 'active' || !(await store.usePasskey(tx, passkey.id, counter, now))) return refused('passkey-refused');
    const tokenDigest = keys.digest('staff/session', secret);
    await store.insertSession(tx, { id: sessionId, tokenDigest, staffId: person.id, passkeyId: passkey.id }, now);
    await recordAct(tx, { kind: 'staff.session.started', staffId: person.id, subject: sessionId, body: { passkey: passkey.name } }, now);
    return done({ secret, staffId: person.id });
  });
}
