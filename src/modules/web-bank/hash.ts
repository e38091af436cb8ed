// Memory-hard hashes of passwords; checking one for a user who does not exist takes the same work.

import { hash, verify, type Options } from '@node-rs/argon2';

// OWASP Password Storage: Argon2id with 19 MiB, two passes, one lane. Argon2id is the library's default.
const options: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

let nobody: Promise<string> | undefined;

export async function hashPassword(password: string): Promise<string> {
  return await hash(password, options);
}

/** Whether the password fits the hash. Without a hash the same work is done for nobody, and the answer is no. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash(crypto.randomUUID(), options);
  const fits = await verify(stored ?? (await nobody), password);
  return fits && stored !== undefined;
}
