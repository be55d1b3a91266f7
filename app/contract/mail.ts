import { z } from 'zod';
import { folder, mailStatus, messageBody, messageKey, messageRow } from '../domain/mail.ts';
import { commandReport, windowCommand } from '../domain/mail-command.ts';
import { syncProgress } from '../domain/sync-progress.ts';
import { type AreaContract, nothing } from './area.ts';

/** A piece of a search that was not understood; it is searched for as plain text, or left out. */
const searchProblem = z.object({ code: z.string(), text: z.string(), at: z.int() });

/** Mail itself: answered by the engine process, not by main. */
export const mailContract = {
  servedBy: 'engine',
  perAccount: true,
  methods: {
    getStatus: { input: nothing, output: mailStatus },
    listFolders: { input: nothing, output: z.object({ folders: z.array(folder) }) },
    getProgress: { input: nothing, output: syncProgress },
    /** Fetching what is not here yet waits until it is resumed; new mail is still heard of. */
    pauseSync: { input: nothing, output: nothing },
    resumeSync: { input: nothing, output: nothing },
    /** Somebody opened this folder: it is brought up to date before all others, and listened to while it is shown. */
    lookAt: { input: z.strictObject({ folder: z.string().max(1024) }), output: nothing },
    /** The network may be another one than before: dead connections are found and replaced. */
    wake: { input: nothing, output: nothing },
    /** After `broken`: tries again. `setAside` leaves the old file where it is under another name and begins a new one. */
    reopenStore: { input: z.strictObject({ setAside: z.boolean() }), output: nothing },
    /** The newest messages of a folder, newest first. `before`: a row's id; only older ones. */
    listMessages: {
      input: z.strictObject({
        folder: z.string().max(1024),
        limit: z.int().min(1).max(1000),
        before: z.number().optional(),
      }),
      output: z.object({ total: z.int(), rows: z.array(messageRow) }),
    },
    readMessage: { input: messageKey, output: messageBody },
    /** Shown at once and kept; carried out on the server as soon as it is reached, also after a restart. */
    act: { input: z.strictObject({ command: windowCommand }), output: z.object({ id: z.string() }) },
    /** Takes a command back: one the server was not told yet is dropped, otherwise its reverse is ordered. */
    undo: { input: z.strictObject({ id: z.string().max(100) }), output: nothing },
    /** Shown at once, carried out on the server as soon as it is reached, also after a restart. */
    setFlags: {
      input: z.strictObject({ key: messageKey, unread: z.boolean().optional(), flagged: z.boolean().optional() }),
      output: nothing,
    },
    /** What is here, newest first, at once; says how much of the mailbox it could look through. */
    search: {
      input: z.strictObject({
        text: z.string().max(1000),
        limit: z.int().min(1).max(200),
        before: z.number().optional(),
      }),
      output: z.object({
        rows: z.array(messageRow.extend({ snippet: z.string() })),
        more: z.boolean(),
        indexed: z.int(),
        total: z.int(),
        problems: z.array(searchProblem),
      }),
    },
    /** Asks the server for what the local search could not see. */
    searchServer: {
      input: z.strictObject({ text: z.string().max(1000), limit: z.int().min(1).max(200) }),
      output: z.object({
        rows: z.array(messageRow),
        /** Folders the server searched, and those it could not. */
        searched: z.array(z.string()),
        failed: z.array(z.string()),
      }),
    },
  },
  events: {
    statusChanged: mailStatus,
    progressChanged: syncProgress,
    /** A command came to its end; a refused one was taken back. */
    commandSettled: commandReport,
    /** Something in this folder changed: ask again. */
    folderChanged: z.object({ folder: z.string() }),
  },
} as const satisfies AreaContract;
