import type { Failure } from '../../domain/failure.ts';
import { type About, type Letter, letter as letterSchema } from '../../domain/letter.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { OutboxTable } from '../../store/sqlite/outbox-table.ts';
import type { Clock } from '../clock.ts';
import type { Act } from '../commands/imap-server.ts';
import { bccField, composeMessage, type KeptBytes, newMessageId, recipientsOf } from '../smtp/compose-message.ts';
import type { Envelope, SendOutcome } from '../smtp/send-message.ts';
import { type Entry, entryOf, itemOf, type OutboxItem } from './outbox-item.ts';
import { createOutboxRunner } from './outbox-runner.ts';
import type { FiledBy, SentFolders } from './sent-copy.ts';

/** What the outbox tells the drafts, each within its own transaction. */
export type DraftHooks = {
  readonly outgoing: (draft: string) => void;
  readonly back: (draft: string) => void;
  readonly sent: (draft: string) => void;
};

export type OutboxEvents = {
  readonly changed: (items: readonly OutboxItem[]) => void;
  /** The server for sending refused the credential: nothing more is tried before `resume`. */
  readonly authRefused: (reason: string) => void;
  /** A message that answers or forwards others has gone out. */
  readonly sentAbout?: (about: About) => void;
};

export type OutboxParts = {
  readonly table: OutboxTable;
  readonly send: (envelope: Envelope, open: () => Iterable<Uint8Array>) => Promise<SendOutcome>;
  readonly act: Act;
  readonly store: SentFolders;
  readonly filedBy: () => FiledBy;
  readonly drafts: DraftHooks;
  /** Files that are kept for drafts. */
  readonly keptBytes?: KeptBytes;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly events: OutboxEvents;
};

export type SendWish = {
  /** Not before, in milliseconds since the epoch. */
  readonly sendAt?: number;
  /** So many seconds it can be taken back. */
  readonly undoSeconds?: number;
  /** The draft it was written in. */
  readonly draft?: string;
};

export type Outbox = {
  /**
   * Builds the message and keeps it durably; it goes out when its time has come.
   * `invalidInput`: there is nobody to send it to, or a file cannot be read.
   */
  readonly add: (
    letter: Letter,
    wish: SendWish,
  ) => Promise<Result<{ readonly id: string; readonly sendAt: number }, Failure>>;
  /** Takes a message back that is not on its way; its draft can be written on. `wrongStep`: too late. */
  readonly cancel: (id: string) => Result<{ readonly draft: string | undefined }, Failure>;
  /** A person's word that a message be sent once more although it may have been, or that a wait be cut short. */
  readonly resend: (id: string) => Result<null, Failure>;
  /** Forgets a message that is not on its way, whatever became of it. */
  readonly discard: (id: string) => Result<null, Failure>;
  readonly items: () => OutboxItem[];
  /** The network may be back. */
  readonly wake: () => void;
  /** There is another credential. */
  readonly resume: () => void;
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Bytes of a piece: small enough to be read one by one while sending. */
const pieceBytes = 256 * 1024;

/** What a run of the program that ended left behind. */
const recover = (table: OutboxTable): void =>
  table.transaction(() => {
    for (const row of table.all()) {
      const entry = entryOf(row);
      if (entry === undefined || row.state === 'building') {
        table.remove(row.id);
      } else if (row.state === 'sending') {
        const failure = { cause: 'crash', code: 0, reason: 'The program ended while the message was being sent' };
        table.put(row.id, 'unknown', row.sendAt, JSON.stringify({ ...entry.facts, failure }));
      }
    }
  });

export const createOutbox = (parts: OutboxParts): Outbox => {
  const { table, clock, drafts, events } = parts;
  recover(table);

  const get = (id: string): Entry | undefined => {
    const row = table.get(id);
    return row && entryOf(row);
  };
  const items = (): OutboxItem[] =>
    table
      .all()
      .filter(({ state }) => state !== 'building')
      .flatMap((row) => entryOf(row) ?? [])
      .map(itemOf);
  const told = (): void => events.changed(items());
  const runner = createOutboxRunner({ ...parts, told });

  const store = async (id: string, letter: Letter, messageId: string): Promise<number> => {
    let ordinal = 0;
    let size = 0;
    let piece: Buffer[] = [];
    let length = 0;
    const flush = (): void => {
      if (length === 0) return;
      table.addPart(id, ordinal, Buffer.concat(piece));
      ordinal += 1;
      piece = [];
      length = 0;
    };
    for await (const part of composeMessage(letter, { messageId, date: clock.now() }, parts.keptBytes)) {
      const bytes = part as Buffer;
      piece.push(bytes);
      length += bytes.length;
      size += bytes.length;
      if (length >= pieceBytes) flush();
    }
    flush();
    return size;
  };

  return {
    add: async (given, wish) => {
      const checked = letterSchema.safeParse(given);
      if (!checked.success) return fail({ code: 'invalidInput' });
      const letter = checked.data;
      const left = recipientsOf(letter);
      if (left.length === 0) return fail({ code: 'invalidInput' });
      const id = parts.newId();
      const messageId = newMessageId(letter.from, id);
      const sendAt = Math.max(wish.sendAt ?? 0, clock.now() + (wish.undoSeconds ?? 0) * 1000);
      const facts = {
        subject: letter.subject,
        recipients: left,
        from: letter.from.address,
        left,
        bcc: '',
        size: 0,
        attempts: 0,
        nextTryAt: 0,
        refused: [],
        copy: 'none' as const,
        ...(letter.about === undefined ? {} : { about: letter.about }),
      };
      table.add({ id, messageId, sendAt, facts: JSON.stringify(facts), draft: wish.draft });
      try {
        const size = await store(id, letter, messageId);
        const whole = { ...facts, size, bcc: await bccField(letter) };
        table.transaction(() => {
          table.put(id, 'queued', sendAt, JSON.stringify(whole));
          if (wish.draft !== undefined) drafts.outgoing(wish.draft);
        });
      } catch {
        // A file that is gone or may not be read; nothing else can fail here but the disk itself.
        table.transaction(() => table.remove(id));
        return fail({ code: 'invalidInput' });
      }
      told();
      runner.wake();
      return succeed({ id, sendAt });
    },
    cancel: (id) => {
      const entry = get(id);
      if (entry === undefined) return fail({ code: 'noSuchEntity' });
      const mayYet = entry.state === 'queued' || entry.state === 'failed';
      // Some have it already: it cannot be taken back as a whole.
      if (!mayYet || runner.isSending(id) || entry.facts.sentAt !== undefined) return fail({ code: 'wrongStep' });
      table.transaction(() => {
        table.remove(id);
        if (entry.draft !== undefined) drafts.back(entry.draft);
      });
      told();
      return succeed({ draft: entry.draft });
    },
    resend: (id) => {
      const entry = get(id);
      if (entry === undefined) return fail({ code: 'noSuchEntity' });
      if (!['unknown', 'failed', 'queued'].includes(entry.state) || runner.isSending(id)) {
        return fail({ code: 'wrongStep' });
      }
      const { failure: _failure, firstTriedAt: _firstTriedAt, ...rest } = entry.facts;
      const facts = { ...rest, attempts: 0, nextTryAt: 0 };
      table.put(id, 'queued', Math.min(entry.sendAt, clock.now()), JSON.stringify(facts));
      told();
      runner.wake();
      return succeed(null);
    },
    discard: (id) => {
      const entry = get(id);
      if (entry === undefined) return fail({ code: 'noSuchEntity' });
      if (entry.state === 'sending' || runner.isSending(id)) return fail({ code: 'wrongStep' });
      table.transaction(() => {
        table.remove(id);
        if (entry.draft !== undefined && entry.facts.sentAt === undefined) drafts.back(entry.draft);
      });
      told();
      return succeed(null);
    },
    items,
    wake: () => {
      runner.networkBack();
      runner.wake();
    },
    resume: runner.resume,
    settled: runner.settled,
    close: runner.close,
  };
};
