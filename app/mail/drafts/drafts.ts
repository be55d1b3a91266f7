import type { Failure } from '../../domain/failure.ts';
import { type DraftLetter, draftLetter, type LetterFile } from '../../domain/letter.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { StoredFolder } from '../../store/port.ts';
import type { DraftFilesTable } from '../../store/sqlite/draft-files-table.ts';
import type { DraftsTable } from '../../store/sqlite/drafts-table.ts';
import type { Clock } from '../clock.ts';
import type { Act } from '../commands/imap-server.ts';
import { isTemporary, type Place } from '../commands/mail-server.ts';
import { folderFor } from '../commands/plan-command.ts';
import { noneKept } from '../smtp/compose-message.ts';
import { hasCopy, removeDraft, uploadDraft } from './draft-copy.ts';
import { type Draft, type DraftEntry, draftEntryOf, draftOf } from './draft-entry.ts';

export type DraftsParts = {
  readonly table: DraftsTable;
  readonly act: Act;
  readonly store: {
    readonly folders: () => StoredFolder[];
    readonly folder: (path: string) => StoredFolder | undefined;
  };
  readonly clock: Clock;
  readonly newId: () => string;
  /** Files that are kept for drafts. */
  readonly files?: Pick<DraftFilesTable, 'get' | 'removeOf'>;
  readonly changed: (drafts: readonly Draft[]) => void;
};

export type Drafts = {
  /**
   * Keeps a letter at once, in place of what was kept of it before; the server gets it a little later.
   * `invalidInput`: it is no letter.
   */
  readonly save: (id: string | undefined, letter: DraftLetter) => Result<Draft, Failure>;
  /** Goes on with a draft that is on the server; the message there is replaced by the first change. */
  readonly adopt: (place: Place, letter: DraftLetter) => Result<Draft, Failure>;
  readonly get: (id: string) => Draft | undefined;
  /** Whether it waits in the outbox. */
  readonly isOutgoing: (id: string) => boolean;
  /** Puts the files of an adopted draft into it, which is no change of the person's. */
  readonly fill: (id: string, files: readonly LetterFile[]) => void;
  /** Drafts that are being written; those that are on their way out are not among them. */
  readonly list: () => Draft[];
  readonly discard: (id: string) => void;
  /** For the outbox, within its transactions. */
  readonly hooks: {
    readonly outgoing: (id: string) => void;
    readonly back: (id: string) => void;
    readonly sent: (id: string) => void;
  };
  /** The server may be reachable again; also looks whether other programs changed the copies. */
  readonly wake: () => void;
  /** Brings everything to the server that it does not have, without waiting for a pause in writing. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How long a letter lies still before the server gets it, in milliseconds. */
const stillness = 4_000;
const retryPause = 30_000;

export const createDrafts = (parts: DraftsParts): Drafts => {
  const { table, clock, store } = parts;
  let running: Promise<void> | undefined;
  let closed = false;
  let callOff: () => void = () => undefined;
  /** Copies that were found on the server since somebody said that there is a connection. */
  const seen = new Set<string>();
  const refused = new Set<string>();

  const entries = (): DraftEntry[] => table.all().flatMap((row) => draftEntryOf(row) ?? []);
  const list = (): Draft[] =>
    entries()
      .filter(({ state }) => state === 'editing')
      .map(draftOf);
  const told = (): void => parts.changed(list());
  const path = (): string => folderFor({ folders: store.folders, folderOf: store.folder }, 'drafts', 'Drafts').path;

  const later = (milliseconds: number): void => {
    callOff();
    if (!closed) callOff = clock.after(milliseconds, () => void flush());
  };

  const isDirty = ({ copy, revision }: DraftEntry): boolean => copy?.revision !== revision;

  const forget = (id: string): void => {
    table.remove(id);
    parts.files?.removeOf(id);
  };

  const remove = async (entry: DraftEntry): Promise<boolean> => {
    const removed = await parts.act((server) => removeDraft(server, path(), entry));
    if (!removed.ok) return false;
    // What the server does not let go stays there; here it is gone.
    forget(entry.id);
    return true;
  };

  const upload = async (entry: DraftEntry): Promise<boolean> => {
    const naming = {
      newId: parts.newId,
      keptBytes: parts.files?.get ?? noneKept,
      note: (uploading: object) => table.setUploading(entry.id, JSON.stringify(uploading)),
    };
    const uploaded = await parts.act((server) => uploadDraft(server, path(), entry, naming));
    if (!uploaded.ok) return false;
    if (uploaded.value.ok) {
      table.setCopy(entry.id, JSON.stringify(uploaded.value.value));
      seen.add(entry.id);
    } else if (isTemporary(uploaded.value.error)) {
      return false;
    } else {
      // It is kept here all the same; the next change is another try.
      refused.add(entry.id);
    }
    told();
    return true;
  };

  /** A draft without changes of ours whose copy is gone was edited, sent or deleted elsewhere: that is the last word. */
  const check = async (entry: DraftEntry): Promise<boolean> => {
    const { copy } = entry;
    if (copy === undefined) return true;
    const there = await parts.act((server) => hasCopy(server, path(), copy));
    if (!there.ok) return false;
    seen.add(entry.id);
    const now = table.get(entry.id);
    if (there.value === false && now?.revision === entry.revision && now.state === 'editing') {
      forget(entry.id);
      told();
    }
    return true;
  };

  const next = (): (() => Promise<boolean>) | undefined => {
    for (const entry of entries()) {
      if (entry.state === 'dropped') return () => remove(entry);
      if (entry.state !== 'editing' || refused.has(entry.id)) continue;
      if (isDirty(entry)) return () => upload(entry);
      if (!seen.has(entry.id)) return () => check(entry);
    }
    return undefined;
  };

  const loop = async (): Promise<void> => {
    for (let work = next(); work !== undefined && !closed; work = next()) {
      if (!(await work())) return later(retryPause);
    }
  };

  const flush = (): Promise<void> => {
    callOff();
    running ??= loop().finally(() => {
      running = undefined;
    });
    return running;
  };

  const put = (entry: Omit<DraftEntry, 'letter'> & { readonly letter: DraftLetter }): Draft => {
    table.put({
      ...entry,
      letter: JSON.stringify(entry.letter),
      copy: entry.copy && JSON.stringify(entry.copy),
      uploading: entry.uploading && JSON.stringify(entry.uploading),
    });
    refused.delete(entry.id);
    told();
    return draftOf(entry);
  };

  const find = (id: string): DraftEntry | undefined => {
    const row = table.get(id);
    return row?.state === 'dropped' ? undefined : row && draftEntryOf(row);
  };

  return {
    save: (given, letter) => {
      const checked = draftLetter.safeParse(letter);
      if (!checked.success) return fail({ code: 'invalidInput' });
      const id = given ?? parts.newId();
      const before = find(id);
      const draft = put({
        id,
        state: before?.state === 'outgoing' ? 'outgoing' : 'editing',
        revision: (before?.revision ?? 0) + 1,
        letter: checked.data,
        changedAt: clock.now(),
        copy: before?.copy,
        uploading: before?.uploading,
      });
      later(stillness);
      return succeed(draft);
    },
    adopt: ({ folder, uidValidity, uid }, letter) => {
      const checked = draftLetter.safeParse(letter);
      if (!checked.success) return fail({ code: 'invalidInput' });
      const adopted = { folder, uidValidity, uid };
      const known = entries().find(({ copy }) => JSON.stringify(copy?.adopted) === JSON.stringify(adopted));
      if (known !== undefined) return succeed(draftOf(known));
      const id = parts.newId();
      const copy = { name: id, token: '', revision: 1, adopted };
      const about = { id, state: 'editing' as const, revision: 1, changedAt: clock.now(), uploading: undefined };
      return succeed(put({ ...about, letter: checked.data, copy }));
    },
    get: (id) => {
      const entry = find(id);
      return entry && draftOf(entry);
    },
    isOutgoing: (id) => find(id)?.state === 'outgoing',
    fill: (id, files) => {
      const entry = find(id);
      if (entry !== undefined) put({ ...entry, letter: { ...entry.letter, files: [...files] } });
    },
    list,
    discard: (id) => {
      table.setState(id, 'dropped');
      told();
      void flush();
    },
    hooks: {
      outgoing: (id) => table.setState(id, 'outgoing'),
      back: (id) => {
        table.setState(id, 'editing');
        later(stillness);
      },
      sent: (id) => {
        table.setState(id, 'dropped');
        later(0);
      },
    },
    wake: () => {
      seen.clear();
      void flush();
    },
    flush: async () => {
      await running;
      await flush();
    },
    close: async () => {
      closed = true;
      callOff();
      await running;
    },
  };
};
