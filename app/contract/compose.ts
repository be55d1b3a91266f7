import { z } from 'zod';
import { windowDraft, windowLetter } from '../domain/letter.ts';
import { outgoing } from '../domain/outgoing.ts';
import { type AreaContract, nothing } from './area.ts';

const id = z.string().max(100);
const draft = z.object({ id: z.string(), revision: z.int(), changedAt: z.number() });

/** Writing and sending: answered by the engine process. */
export const composeContract = {
  servedBy: 'engine',
  perAccount: true,
  methods: {
    /** Kept at once; the server's Drafts folder gets it a little later. */
    saveDraft: { input: z.strictObject({ id: id.optional(), letter: windowDraft }), output: draft },
    listDrafts: { input: nothing, output: z.object({ drafts: z.array(draft.extend({ letter: windowDraft })) }) },
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
