import { hash, type Options, verify } from '@node-rs/argon2';

/** Argon2id, 19 MiB, two passes, one lane: the OWASP minimum; about 30 ms on a small server. */
const options = { memoryCost: 19456, timeCost: 2, parallelism: 1, outputLen: 32 } satisfies Options;

/** Hashes an account password off the main thread. Every part of the server may store only this. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), options);

let decoy: Promise<string> | undefined;

/**
 * Whether the password is the one that was hashed.
 * @param stored undefined for an unknown user: the same work is done against a decoy, so that the time tells nothing
 */
export const verifyPassword = async (stored: string | undefined, password: string): Promise<boolean> => {
  decoy ??= hashPassword('decoy');
  const matches = await verify(stored ?? (await decoy), password.normalize('NFC'));
  return stored !== undefined && matches;
};
