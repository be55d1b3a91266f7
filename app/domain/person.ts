import { z } from 'zod';
import { mailAddress } from './mail.ts';

/** Somebody mail was exchanged with. Times in milliseconds since 1970; 0: never. */
export const knownPerson = mailAddress.extend({
  /** Messages written to this address, and received from it. */
  sent: z.int().nonnegative(),
  seen: z.int().nonnegative(),
  lastSent: z.number(),
  lastSeen: z.number(),
});
export type KnownPerson = z.infer<typeof knownPerson>;
