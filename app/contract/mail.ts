import { z } from 'zod';
import { folder, mailStatus, messageBody, messageKey, messageRow } from '../domain/mail.ts';
import { type AreaContract, nothing } from './area.ts';

/** Mail itself: answered by the engine process, not by main. */
export const mailContract = {
  servedBy: 'engine',
  methods: {
    getStatus: { input: nothing, output: mailStatus },
    listFolders: { input: nothing, output: z.object({ folders: z.array(folder) }) },
    /** The newest messages of a folder, newest first. */
    listMessages: {
      input: z.strictObject({ folder: z.string().max(1024), limit: z.int().min(1).max(1000) }),
      output: z.object({ total: z.int(), rows: z.array(messageRow) }),
    },
    readMessage: { input: messageKey, output: messageBody },
    setFlags: {
      input: z.strictObject({ key: messageKey, unread: z.boolean().optional(), flagged: z.boolean().optional() }),
      output: nothing,
    },
  },
  events: {
    statusChanged: mailStatus,
    /** Something in this folder changed: ask again. */
    folderChanged: z.object({ folder: z.string() }),
  },
} as const satisfies AreaContract;
