import { z } from 'zod';
import { conversationList, conversationPlace, conversationRow, listFilter, listOrder } from '../domain/conversation.ts';
import { folder, folderRole, mailStatus, messageBody, messageKey, messageRow } from '../domain/mail.ts';
import { commandReport, windowCommand } from '../domain/mail-command.ts';
import { searchProblemCodes } from '../domain/search-parser.ts';
import { syncProgress } from '../domain/sync-progress.ts';
import { type AreaContract, nothing } from './area.ts';

/** A piece of a search that was not understood; it is searched for as plain text, or left out. */
const searchProblem = z.object({ code: z.enum(searchProblemCodes), text: z.string(), at: z.int() });

const snoozeHeads = z.array(z.number()).min(1).max(10_000);

/** Mail itself: answered by the engine process, not by main. */
export const mailContract = {
  servedBy: 'engine',
  perAccount: true,
  methods: {
    getStatus: { input: nothing, output: mailStatus },
    listFolders: { input: nothing, output: z.object({ folders: z.array(folder) }) },
    getProgress: { input: nothing, output: syncProgress },
    /** Changes made here that the server was not told yet. */
    getWaiting: { input: nothing, output: z.object({ count: z.int() }) },
    /** When each folder was last found to be as the server has it, in milliseconds, since the mailbox was opened. */
    getCompared: {
      input: nothing,
      output: z.object({ folders: z.array(z.object({ folder: z.string(), at: z.number() })) }),
    },
    /** Fetching what is not here yet waits until it is resumed; new mail is still heard of. */
    pauseSync: { input: nothing, output: nothing },
    resumeSync: { input: nothing, output: nothing },
    /** Somebody opened this folder: it is brought up to date before all others, and listened to while it is shown. */
    lookAt: { input: z.strictObject({ folder: z.string().max(1024) }), output: nothing },
    /** The network may be another one than before: dead connections are found and replaced. */
    wake: { input: nothing, output: nothing },
    /** After `broken`: tries again. `setAside` leaves the old file where it is under another name and begins a new one. */
    reopenStore: { input: z.strictObject({ setAside: z.boolean() }), output: nothing },
    /**
     * A list of conversations in its order, however long: ids alone, with the rows of its beginning. `since`: the
     * version of the same list that is here already.
     */
    listConversations: {
      input: z.strictObject({
        place: conversationPlace,
        order: listOrder,
        filter: listFilter,
        /** Conversations that stay although they do not pass the filter any more, as one that is being read. */
        kept: z.array(z.number()).max(10).optional(),
        since: z.number().optional(),
        rows: z.int().min(0).max(200),
      }),
      output: conversationList,
    },
    /** Rows of a list by their newest messages; those that are gone are left out. */
    conversationRows: {
      input: z.strictObject({ place: conversationPlace, heads: z.array(z.number()).max(500) }),
      output: z.object({ rows: z.array(conversationRow) }),
    },
    /** Messages of a place, for what is done to many at once: those of some conversations, or all. */
    messageIds: {
      input: z.strictObject({
        place: conversationPlace,
        threads: z.instanceof(Float64Array).optional(),
        unreadOnly: z.boolean(),
      }),
      output: z.object({ ids: z.instanceof(Float64Array) }),
    },
    /** Hides conversations here until a time; the server hears nothing of it. `heads`: their newest messages. */
    snooze: { input: z.strictObject({ heads: snoozeHeads, until: z.number() }), output: nothing },
    /** Shows them again. */
    unsnooze: { input: z.strictObject({ heads: snoozeHeads }), output: nothing },
    /** What a folder is used for, whatever the server says of it; without a role, as the server says. */
    chooseRole: {
      input: z.strictObject({ folder: z.string().max(1024), role: folderRole.optional() }),
      output: nothing,
    },
    readMessage: { input: messageKey, output: messageBody },
    /** The same with everything in it; what is not on this computer yet is fetched. */
    readWhole: { input: messageKey, output: messageBody },
    /** All messages of the conversation a message belongs to, own ones included, each once, oldest first. */
    readConversation: { input: messageKey, output: z.object({ messages: z.array(messageRow) }) },
    /** Shown at once and kept; carried out on the server as soon as it is reached, also after a restart. */
    act: { input: z.strictObject({ command: windowCommand }), output: z.object({ id: z.string() }) },
    /** Takes a command back: one the server was not told yet is dropped, otherwise its reverse is ordered. */
    undo: { input: z.strictObject({ id: z.string().max(100) }), output: nothing },
    /** Shown at once, carried out on the server as soon as it is reached, also after a restart. */
    setFlags: {
      input: z.strictObject({ key: messageKey, unread: z.boolean().optional(), flagged: z.boolean().optional() }),
      output: nothing,
    },
    /** What is here, at once; says how much of the mailbox it could look through. */
    search: {
      input: z.strictObject({
        text: z.string().max(1000),
        limit: z.int().min(1).max(200),
        /** Newest first: a row's id; only older ones. */
        before: z.number().optional(),
        /** Best match first: leaves out so many of the best. */
        skip: z.int().min(0).max(10_000).optional(),
        order: z.enum(['newest', 'relevance']).optional(),
        folder: z.string().max(1024).optional(),
      }),
      output: z.object({
        rows: z.array(messageRow.extend({ snippet: z.string() })),
        more: z.boolean(),
        indexed: z.int(),
        total: z.int(),
        /** What the server has in these folders and this computer does not list yet. */
        unlisted: z.int(),
        /** Best match first: so many of the newest found were compared, all of them unless `bounded`. */
        ranked: z.object({ compared: z.int(), bounded: z.boolean() }).optional(),
        problems: z.array(searchProblem),
      }),
    },
    /** Asks the server for what the local search could not see. */
    searchServer: {
      input: z.strictObject({
        text: z.string().max(1000),
        limit: z.int().min(1).max(200),
        folder: z.string().max(1024).optional(),
      }),
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
    waitingChanged: z.object({ count: z.int() }),
    /** A command came to its end; a refused one was taken back. */
    commandSettled: commandReport,
    /** Something in this folder changed: ask again. */
    folderChanged: z.object({ folder: z.string() }),
  },
} as const satisfies AreaContract;
