import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Trust } from '../../api/certificate-trust.ts';
import type { Failure } from '../../domain/failure.ts';
import { type About, windowDraft, type windowLetter } from '../../domain/letter.ts';
import type { MessageKey } from '../../domain/mail.ts';
import { addressOf, type MailAccess } from '../../domain/mail-access.ts';
import type { Outgoing } from '../../domain/outgoing.ts';
import { type Result, succeed } from '../../domain/result.ts';
import type { BodyFacts } from '../../store/port.ts';
import { createDraftFilesTable } from '../../store/sqlite/draft-files-table.ts';
import { createDraftsTable } from '../../store/sqlite/drafts-table.ts';
import type { WritingStore } from '../../store/sqlite/open-mail-store.ts';
import { createOutboxTable } from '../../store/sqlite/outbox-table.ts';
import { systemClock } from '../clock.ts';
import type { Act } from '../commands/imap-server.ts';
import type { Draft } from '../drafts/draft-entry.ts';
import { createDrafts } from '../drafts/drafts.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { sendMessage } from '../smtp/send-message.ts';
import { askSizeLimit } from '../smtp/size-limit.ts';
import { type DraftMethods, draftDesk } from './draft-desk.ts';

type Nothing = Record<string, never>;
type Reply<Value> = Promise<Result<Value, Failure>>;
type WindowDraft = z.infer<typeof windowDraft>;
type DraftFacts = Pick<Draft, 'id' | 'revision' | 'changedAt'>;

export type WritingEvents = {
  readonly outgoingChanged: (items: Outgoing[]) => void;
  readonly draftsChanged: () => void;
  /** The server for sending refused the credential. */
  readonly refused: (reason: string) => void;
  readonly sentAbout: (about: About) => void;
};

/** What the reading side may ask about letters. */
export type WritingMethods = DraftMethods & {
  readonly getSizeLimit: (input: Nothing) => Reply<{ bytes?: number }>;
  readonly saveDraft: (input: { readonly id?: string | undefined; readonly letter: WindowDraft }) => Reply<DraftFacts>;
  readonly listDrafts: (input: Nothing) => Reply<{ drafts: (DraftFacts & { letter: WindowDraft })[] }>;
  readonly discardDraft: (input: { readonly id: string }) => Reply<Nothing>;
  readonly send: (input: {
    readonly letter: z.infer<typeof windowLetter>;
    readonly draft?: string | undefined;
    readonly sendAt?: number | undefined;
    readonly undoSeconds?: number | undefined;
  }) => Reply<{ id: string; sendAt: number }>;
  readonly cancelSend: (input: { readonly id: string }) => Reply<{ draft?: string }>;
  readonly resend: (input: { readonly id: string }) => Reply<Nothing>;
  readonly discardOutgoing: (input: { readonly id: string }) => Reply<Nothing>;
  readonly listOutgoing: (input: Nothing) => Reply<{ items: Outgoing[] }>;
};

export type WritingDesk = {
  readonly methods: WritingMethods;
  /** The server can be reached. */
  readonly wake: () => void;
  readonly close: () => Promise<void>;
};

const done = succeed<Nothing>({});
const nothingOf = (result: Result<unknown, Failure>): Result<Nothing, Failure> => (result.ok ? done : result);

/** Drafts and outgoing mail of one account, over its store. */
export const openWritingDesk = (options: {
  readonly store: WritingStore;
  readonly access: MailAccess;
  readonly trust: Trust;
  readonly act: Act;
  readonly events: WritingEvents;
  /** A message whole, fetched if it is not here. */
  readonly sourceOf: (key: MessageKey) => Promise<Result<BodyFacts, Failure>>;
}): WritingDesk => {
  const { store, access, trust, act, events } = options;
  const files = createDraftFilesTable(store.database);
  let sizeLimit: Promise<number | undefined> | undefined;
  const common = { act, store, clock: systemClock, newId: randomUUID };
  const drafts = createDrafts({
    ...common,
    files,
    table: createDraftsTable(store.database),
    changed: events.draftsChanged,
  });
  const outgoing = (): Outgoing[] =>
    outbox.items().map(({ draft, recipients, refused, ...item }) => ({
      ...item,
      recipients: [...recipients],
      refused: [...refused],
      ...(draft !== undefined && { draft }),
    }));
  const outbox = createOutbox({
    ...common,
    table: createOutboxTable(store.database),
    send: (envelope, open) => sendMessage(access, trust, envelope, open),
    filedBy: () => 'unknown',
    drafts: drafts.hooks,
    keptBytes: files.get,
    events: {
      changed: () => events.outgoingChanged(outgoing()),
      authRefused: events.refused,
      sentAbout: events.sentAbout,
    },
  });
  return {
    methods: {
      ...draftDesk({
        drafts,
        files,
        sourceOf: options.sourceOf,
        self: { name: '', address: addressOf(access) },
        now: systemClock.now,
      }),
      getSizeLimit: async () => {
        sizeLimit ??= askSizeLimit(access, trust);
        const bytes = await sizeLimit;
        // Not told now may be for want of a network: the next window asks again.
        if (bytes === undefined) sizeLimit = undefined;
        return succeed(bytes === undefined ? {} : { bytes });
      },
      saveDraft: async ({ id, letter }) => {
        const saved = drafts.save(id, letter);
        if (!saved.ok) return saved;
        const { revision, changedAt } = saved.value;
        return succeed({ id: saved.value.id, revision, changedAt });
      },
      listDrafts: async () =>
        succeed({
          drafts: drafts.list().flatMap(({ id, revision, changedAt, letter }) => {
            const shown = windowDraft.safeParse(letter);
            return shown.success ? [{ id, revision, changedAt, letter: shown.data }] : [];
          }),
        }),
      discardDraft: async ({ id }) => {
        drafts.discard(id);
        return done;
      },
      send: ({ letter, draft, sendAt, undoSeconds }) =>
        outbox.add(letter, {
          ...(draft !== undefined && { draft }),
          ...(sendAt !== undefined && { sendAt }),
          ...(undoSeconds !== undefined && { undoSeconds }),
        }),
      cancelSend: async ({ id }) => {
        const cancelled = outbox.cancel(id);
        if (!cancelled.ok) return cancelled;
        const { draft } = cancelled.value;
        return succeed(draft === undefined ? {} : { draft });
      },
      resend: async ({ id }) => nothingOf(outbox.resend(id)),
      discardOutgoing: async ({ id }) => nothingOf(outbox.discard(id)),
      listOutgoing: async () => succeed({ items: outgoing() }),
    },
    wake: () => {
      drafts.wake();
      outbox.wake();
    },
    close: async () => {
      await Promise.all([drafts.close(), outbox.close()]);
    },
  };
};
