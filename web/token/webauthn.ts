// Touch or face on this phone: a WebAuthn credential whose PRF gives the secret that wraps the biometry key.
import type { BiometricAuthenticator } from './protocol/biometry.ts';

/** The input of PRF; the output differs per credential and never leaves the phone. */
const input = new TextEncoder().encode('ramz/1/phone/biometry');

type PrfResults = { prf?: { enabled?: boolean; results?: { first?: BufferSource } } };

const bytes = (source: BufferSource): Uint8Array<ArrayBuffer> =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength) as ArrayBuffer)
    : new Uint8Array(source);

async function secretOf(credentialId: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const credential = (await navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: [{ type: 'public-key', id: credentialId, transports: ['internal'] }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: input } } },
      },
    })) as PublicKeyCredential | null;
    const first = (credential?.getClientExtensionResults() as PrfResults | undefined)?.prf?.results?.first;
    return first === undefined ? undefined : bytes(first);
  } catch {
    return undefined;
  }
}

/** The authenticator of this phone. `name` stands in the system's own list of passkeys. */
export function phoneAuthenticator(name: string): BiometricAuthenticator {
  return {
    unlock: secretOf,
    async enrol() {
      try {
        const credential = (await navigator.credentials.create({
          publicKey: {
            challenge: crypto.getRandomValues(new Uint8Array(32)),
            rp: { name },
            user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
            pubKeyCredParams: [
              { type: 'public-key', alg: -7 },
              { type: 'public-key', alg: -257 },
            ],
            authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'discouraged', userVerification: 'required' },
            extensions: { prf: { eval: { first: input } } },
          },
        })) as PublicKeyCredential | null;
        if (credential === null) return undefined;
        const credentialId = new Uint8Array(credential.rawId);
        const prf = (credential.getClientExtensionResults() as PrfResults).prf;
        if (prf?.enabled !== true) return undefined;
        // Some systems give the secret at once, others only when asked with the credential.
        const secret = prf.results?.first === undefined ? await secretOf(credentialId) : bytes(prf.results.first);
        return secret === undefined ? undefined : { credentialId, secret };
      } catch {
        return undefined;
      }
    },
  };
}

/** Whether this phone has touch or face at all. */
export async function hasBiometry(): Promise<boolean> {
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}
