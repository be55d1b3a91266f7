import { z } from 'zod';
import { keptFile, windowDraft, windowLetter } from '../domain/letter.ts';
import { messageKey } from '../domain/mail.ts';
import { outgoing } from '../domain/outgoing.ts';
import { knownPerson } from '../domain/person.ts';
import { type AreaContract, nothing } from './area.ts';

const id = z.string().regex(/^[\w-]{1,100}$/);
const draft = z.object({ id: z.string(), revision: z.int(), changedAt: z.number() });
/** `waiting`: it is in the outbox, and has to be taken back before it can be changed. */
const openedDraft = draft.extend({ letter: windowDraft, waiting: z.boolean() });
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Writing and sending: answered by the engine process. */
export const composeContract = {
  servedBy: 'engine',
  perAccount: true,
  methods: {
    /** Kept at once; the server's Drafts folder gets it a little later. */
    saveDraft: { input: z.strictObject({ id: id.optional(), letter: windowDraft }), output: draft },
    listDrafts: { input: nothing, output: z.object({ drafts: z.array(draft.extend({ letter: windowDraft })) }) },
    getDraft: { input: z.strictObject({ id }), output: openedDraft },
    /** Goes on with a message of the folder of drafts, whoever put it there. */
    openDraft: { input: z.strictObject({ key: messageKey }), output: openedDraft },
    /** Keeps a file for a draft, which may be one that was not saved yet. */
    addFile: {
      input: z.strictObject({ draft: id, name: z.string().min(1).max(255), mimeType: z.string().max(255), bytes }),
      output: z.object({ file: keptFile }),
    },
    /** Keeps the attachments of a message for a draft, or with `whole` the message itself as one file. */
    addFilesOf: {
      input: z.strictObject({ draft: id, key: messageKey, whole: z.boolean() }),
      output: z.object({ files: z.array(keptFile) }),
    },
    removeFile: { input: z.strictObject({ id }), output: nothing },
    /** Largest message in bytes the server for sending takes; absent where it does not say. */
    getSizeLimit: { input: nothing, output: z.object({ bytes: z.number().optional() }) },
    /** People mail was exchanged with whose name or address has words that begin so, likeliest first. */
    suggestPeople: {
      input: z.strictObject({ text: z.string().max(300), limit: z.int().min(1).max(50) }),
      output: z.object({ people: z.array(knownPerson) }),
    },
    /** What is known of addresses; those never seen are left out. */
    findPeople: {
      input: z.strictObject({ addresses: z.array(z.string().max(320)).max(500) }),
      output: z.object({ people: z.array(knownPerson) }),
    },
    discardDraft: { input: z.strictObject({ id }), output: nothing },
    /** Kept durably before it answers, sent when its time has come. `undoSeconds`: so long it can be taken back. */
    send: {
      input: z.strictObject({
        letter: windowLetter,
        draft: id.optional(),
        sendAt: z.number().optional(),
        undoSeconds: z.int().min(0).max(120).optional(),
      }),
      output: z.object({ id: z.string(), sendAt: z.number() }),
    },
    /** Takes a message back that is not on its way. */
    cancelSend: { input: z.strictObject({ id }), output: z.object({ draft: z.string().optional() }) },
    /** A person's word that a message be sent once more although it may have been. */
    resend: { input: z.strictObject({ id }), output: nothing },
    discardOutgoing: { input: z.strictObject({ id }), output: nothing },
    listOutgoing: { input: nothing, output: z.object({ items: z.array(outgoing) }) },
  },
  events: {
    outgoingChanged: z.object({ items: z.array(outgoing) }),
    draftsChanged: nothing,
  },
} as const satisfies AreaContract;
