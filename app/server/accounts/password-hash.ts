import { availableParallelism } from 'node:os';
import { hash, type Options, verify } from '@node-rs/argon2';
import { createSlots } from './slots.ts';

/**
 * Argon2id, 64 MiB, three passes: the memory and passes that RFC 9106 section 4 recommends where memory is bounded, in
 * one lane, since several people sign in at a time. Account passwords are typed seldom; mail programs use app passwords,
 * which need no slow hash.
 */
const options = { memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 } satisfies Options;

/** Threads Node does such work on unless told otherwise. */
const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);

/**
 * More hashes at a time than processors (and one that is about to start) take memory and end no sooner, and one thread
 * stays free for flushing the database.
 */
const inSlot = createSlots(Math.max(1, Math.min(availableParallelism() + 1, threads - 1)));

/** Hashes an account password off the main thread. Every part of the server may store only this. */
export const hashPassword = (password: string): Promise<string> =>
  inSlot(() => hash(password.normalize('NFC'), options));

let decoy: Promise<string> | undefined;

/**
 * Whether the password is the one that was hashed.
 * @param stored undefined for an unknown user: the same work is done against a decoy, so that the time tells nothing
 */
export const verifyPassword = async (stored: string | undefined, password: string): Promise<boolean> => {
  decoy ??= hashPassword('decoy');
  const against = stored ?? (await decoy);
  const matches = await inSlot(() => verify(against, password.normalize('NFC')));
  return stored !== undefined && matches;
};
