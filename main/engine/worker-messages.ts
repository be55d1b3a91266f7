import { z } from 'zod';
import { accountSettingName } from '../../app/domain/account-settings.ts';
import { storeFault } from '../../app/domain/failure.ts';
import { mailStatus } from '../../app/domain/mail.ts';
import { commandReport } from '../../app/domain/mail-command.ts';
import { outgoing } from '../../app/domain/outgoing.ts';
import { syncProgress } from '../../app/domain/sync-progress.ts';
import { openAccount } from './messages.ts';

/** What the writing thread is started with. */
export const workerOrder = openAccount;
export type WorkerOrder = z.infer<typeof workerOrder>;

/** What the writing thread tells by itself; answers to calls go their own way. */
export const fromWorker = z.discriminatedUnion('event', [
  /** The store is there and up to date: it can be read. */
  z.object({ event: z.literal('ready') }),
  z.object({ event: z.literal('status'), status: mailStatus }),
  z.object({ event: z.literal('progress'), progress: syncProgress }),
  z.object({ event: z.literal('changed'), folders: z.array(z.string()) }),
  z.object({ event: z.literal('waiting'), count: z.int() }),
  /** Unread mail came into a folder that had been synchronised before. */
  z.object({ event: z.literal('arrived'), folder: z.string(), ids: z.array(z.number()) }),
  z.object({ event: z.literal('settled'), report: commandReport }),
  z.object({ event: z.literal('outgoing'), items: z.array(outgoing) }),
  z.object({ event: z.literal('drafts') }),
  z.object({ event: z.literal('setting'), name: accountSettingName }),
  /** The store cannot be used any more; the thread has ended. */
  z.object({ event: z.literal('broken'), fault: storeFault }),
  /** Nothing was written for a while: whoever reads may give memory back as well. */
  z.object({ event: z.literal('resting') }),
  z.object({ event: z.literal('closed') }),
  z.object({ event: z.literal('bug'), where: z.string(), name: z.string() }),
]);
export type FromWorker = z.infer<typeof fromWorker>;

/** What the thread is told besides calls. */
export const closeOrder = { order: 'close' } as const;
