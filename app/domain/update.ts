import { z } from 'zod';

/** Why a new version could not be had. */
export const updateFault = z.enum(['unreachable', 'signature', 'damaged', 'disk', 'other']);
export type UpdateFault = z.infer<typeof updateFault>;

/** Where the program stands between two of its versions. */
export const updateState = z.discriminatedUnion('state', [
  /** Nothing is looked for: an organisation said so, or this copy has no feed, or nobody can replace it but a person. */
  z.object({ state: z.literal('off'), why: z.enum(['policy', 'noFeed', 'byHand']) }),
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('checking') }),
  z.object({ state: z.literal('upToDate'), checked: z.iso.datetime() }),
  /** `size` in bytes. */
  z.object({ state: z.literal('available'), version: z.string(), size: z.number() }),
  z.object({ state: z.literal('downloading'), version: z.string(), percent: z.int().min(0).max(100) }),
  /** It is installed when the program ends. */
  z.object({ state: z.literal('ready'), version: z.string() }),
  z.object({ state: z.literal('failed'), fault: updateFault }),
]);
export type UpdateState = z.infer<typeof updateState>;
