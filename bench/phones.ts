// Simulated phones: customers with money, a sign-in of the web bank, and an active soft token whose keys the bench holds.

import { createECDH, createPrivateKey, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';

import { toBase64url, utf8 } from '../src/crypto/bytes.ts';
import {
  agree,
  authenticationKey,
  createEphemeral,
  deriveKeys,
  installationId,
  messageBytes,
  messageLabels,
  proof,
  stepChain,
  type Messages,
} from '../src/crypto/soft-token.ts';
import { openAccount } from '../src/modules/accounts/index.ts';
import { activate, register } from '../src/modules/authenticators/index.ts';
import { openCustomer } from '../src/modules/customers/index.ts';
import { applyTransfers, internalAccount } from '../src/modules/ledger/index.ts';
import { bindInstallation, insertDevice } from '../src/modules/soft-tokens/device-store.ts';
import { sealKeys } from '../src/modules/soft-tokens/secrets.ts';
import { enrol, signIn } from '../src/modules/web-bank/index.ts';
import type { Stack } from './stack.ts';

/** All that the load side needs of a phone and its customer; plain values, to be sent to another process. */
export type PhoneSeed = {
  readonly customerId: string;
  readonly deviceId: string;
  readonly accountId: string;
  readonly accountNumber: string;
  /** Token of a session of the web bank. */
  readonly session: string;
  /** PKCS#8, base64. */
  readonly installationKey: string;
  readonly possession: string;
  readonly knowledge: string;
  readonly online: string;
};

const openingMinor = 1_000_000_000n;

async function makePhone({ database, keys, programme }: Stack, number: number, now: Temporal.Instant): Promise<PhoneSeed> {
  const customerId = randomUUID();
  const deviceId = randomUUID();
  const digits = String(10_000_000 + number);
  const name = `Customer ${digits}`;
  const opened = await openCustomer(
    database,
    keys,
    {
      id: customerId,
      programme: programme.programme,
      number: digits,
      name,
      nameLatin: name,
      language: 'en',
      civilId: digits,
      birthDate: '1990-01-01',
      mobile: `+968${digits}`,
      mobileVerifiedAt: now,
    },
    now,
  );
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const password = toBase64url(randomBytes(15));
  const userName = `bench${digits}`;
  const enrolled = await enrol(database, { customerId, userName, password }, now);
  if (enrolled.kind === 'refused') throw new Error(enrolled.reason);
  // Each from an address of its own: one address may not sign in that often.
  const source = `10.0.${number >> 8}.${number & 255}`;
  const request = { userName, password, sharedComputer: false, source, userAgent: undefined, deviceToken: undefined };
  const signedIn = await signIn({ database, keys, programme }, request, now);
  if (signedIn.kind === 'refused') throw new Error(signedIn.reason);

  const [server, phone] = [createEphemeral(), createEphemeral()];
  const shared = agree(server.privateKey, phone.publicKey);
  if (shared === undefined) throw new Error('bug: two fresh keys do not agree');
  const derived = deriveKeys(shared, randomBytes(16), deviceId);
  const ecdh = createECDH('prime256v1');
  const publicKey = new Uint8Array(ecdh.generateKeys());
  const installation = createPrivateKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: ecdh.getPrivateKey('base64url'),
      x: toBase64url(publicKey.slice(1, 33)),
      y: toBase64url(publicKey.slice(33)),
    },
    format: 'jwk',
  });
  const settlement = await internalAccount(database, 'settlement', programme.currency, now);
  return await database.transaction(async (tx) => {
    const { accountId, number: accountNumber } = await openAccount(tx, programme, { customerIds: [customerId] }, now);
    const leg = { debitAccountId: settlement, creditAccountId: accountId, amount: openingMinor };
    await applyTransfers(
      tx,
      [{ kind: 'transfer', id: randomUUID(), currency: programme.currency, code: 'opening', reference: '', legs: [leg] }],
      now,
    );
    await bindInstallation(tx, { installationId: installationId(publicKey), customerId, publicKey }, now);
    await register(tx, { id: deviceId, customerId, kind: 'soft', status: 'registered' }, now);
    const owner = { id: deviceId, customerId, programme: programme.programme };
    await insertDevice(
      tx,
      {
        ...owner,
        installationId: installationId(publicKey),
        installationKey: publicKey,
        platform: 'other',
        model: 'bench',
        system: 'bench',
        screenLock: 'yes',
        language: 'en',
        ...sealKeys(keys, owner, derived, derived.online),
      },
      now,
    );
    if ((await activate(tx, customerId, deviceId, now)) === undefined) throw new Error('bug: a phone was not activated');
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    return {
      customerId,
      deviceId,
      accountId,
      accountNumber,
      session: signedIn.value.sessionToken,
      installationKey: installation.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      possession: base64(derived.possession),
      knowledge: base64(derived.knowledge),
      online: base64(derived.online),
    };
  });
}

export async function makePhones(stack: Stack, count: number): Promise<PhoneSeed[]> {
  const now = Temporal.Now.instant();
  const phones: PhoneSeed[] = [];
  while (phones.length < count) {
    const size = Math.min(4, count - phones.length);
    phones.push(
      ...(await Promise.all(Array.from({ length: size }, async (_, index) => await makePhone(stack, phones.length + index, now)))),
    );
  }
  return phones;
}

/** The phone's own side of the protocol: the next place of its chain, a proof and a signature. */
export type Phone = PhoneSeed & {
  prove<K extends 'signIn' | 'decision'>(
    kind: K,
    message: Omit<Messages[K], 'deviceId' | 'factor' | 'index'>,
  ): { factor: 'knowledge'; index: number; proof: string; signature: string };
};

export function toPhone(seed: PhoneSeed): Phone {
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
  const key: KeyObject = createPrivateKey({ key: Buffer.from(seed.installationKey, 'base64'), format: 'der', type: 'pkcs8' });
  const [possession, knowledge] = [bytes(seed.possession), bytes(seed.knowledge)];
  let state = bytes(seed.online);
  let next = 0;
  return {
    ...seed,
    prove(kind, fields) {
      const index = next;
      const authentication = authenticationKey(knowledge, possession, state);
      state = stepChain(state);
      next += 1;
      const label = messageLabels[kind];
      const message = messageBytes(kind, { ...fields, deviceId: seed.deviceId, factor: 'knowledge', index } as never);
      const signed = Buffer.concat([utf8(label), Uint8Array.of(0), message]);
      return {
        factor: 'knowledge',
        index,
        proof: toBase64url(proof(authentication, label, message)),
        signature: toBase64url(sign('sha256', signed, { key, dsaEncoding: 'ieee-p1363' })),
      };
    },
  };
}
