import { z } from 'zod';

/** How far fetching what a folder holds has come. */
export const syncProgress = z.object({
  /** Path of the folder that is being fetched; none while nothing is. */
  folder: z.string().optional(),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** Somebody asked to wait; new mail is still heard of. */
  paused: z.boolean(),
});
export type SyncProgress = z.infer<typeof syncProgress>;

export const noProgress: SyncProgress = { done: 0, total: 0, paused: false };
