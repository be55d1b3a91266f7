import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import type { Failure } from '../../domain/failure.ts';
import { type KeptFile, keptFile, type windowDraft } from '../../domain/letter.ts';
import type { MailAddress, MessageKey } from '../../domain/mail.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { BodyFacts } from '../../store/port.ts';
import type { DraftFilesTable } from '../../store/sqlite/draft-files-table.ts';
import { draftHeader } from '../drafts/draft-copy.ts';
import type { Draft } from '../drafts/draft-entry.ts';
import type { Drafts } from '../drafts/drafts.ts';
import { letterOf } from '../drafts/letter-of.ts';
import { attachmentOf } from '../mime/attachment-of.ts';
import { safeFileName } from '../mime/file-name.ts';
import { fieldOf } from '../mime/header-fields.ts';
import { readMessage } from '../mime/parse-message.ts';
import { parseTree } from '../mime/part-tree.ts';
import { fileType } from '../smtp/file-type.ts';

type Reply<Value> = Promise<Result<Value, Failure>>;
type WindowDraft = z.infer<typeof windowDraft>;

/** A draft as a window goes on with it. */
export type OpenedDraft = Pick<Draft, 'id' | 'revision' | 'changedAt'> & {
  readonly letter: WindowDraft;
  /** It waits in the outbox: it has to be taken back before it can be changed. */
  readonly waiting: boolean;
};

export type DraftMethods = {
  readonly getDraft: (input: { readonly id: string }) => Reply<OpenedDraft>;
  /** Goes on with a message of the folder of drafts, whoever put it there. */
  readonly openDraft: (input: { readonly key: MessageKey }) => Reply<OpenedDraft>;
  readonly addFile: (input: {
    readonly draft: string;
    readonly name: string;
    readonly mimeType: string;
    readonly bytes: Uint8Array;
  }) => Reply<{ file: KeptFile }>;
  /** The attachments of a message, or the message itself as one file. */
  readonly addFilesOf: (input: {
    readonly draft: string;
    readonly key: MessageKey;
    readonly whole: boolean;
  }) => Reply<{ files: KeptFile[] }>;
  readonly removeFile: (input: { readonly id: string }) => Reply<Record<string, never>>;
  /** Only for main, which lets a person choose the files. `failed`: names of those that cannot be read. */
  readonly keepPaths: (input: {
    readonly draft: string;
    readonly paths: readonly string[];
  }) => Reply<{ files: KeptFile[]; failed: string[] }>;
};

/** Largest file that is taken, in bytes. */
const largest = 200 * 1024 * 1024;
/** Files of drafts that were never saved are kept so long, in milliseconds. */
const day = 24 * 60 * 60 * 1_000;

/**
 * Opening drafts, and the files that go with them.
 * @param sourceOf a message whole, fetched if it is not here
 */
export const draftDesk = (options: {
  readonly drafts: Drafts;
  readonly files: DraftFilesTable;
  readonly sourceOf: (key: MessageKey) => Promise<Result<BodyFacts, Failure>>;
  readonly self: MailAddress;
  readonly now: () => number;
}): DraftMethods => {
  const { drafts, files, sourceOf, self, now } = options;
  files.removeForgotten(now() - day);

  const keep = (draft: string, name: string, mimeType: string, bytes: Uint8Array): KeptFile => {
    const id = randomUUID();
    files.add(id, draft, bytes, now());
    const type = fileType(name, mimeType);
    return keptFile.parse({
      name: safeFileName(name, type),
      mimeType: type,
      from: { kind: 'kept', id, size: bytes.byteLength },
    });
  };

  const opened = (id: string): Result<OpenedDraft, Failure> => {
    const draft = drafts.get(id);
    if (draft === undefined) return fail({ code: 'noSuchEntity' });
    const letter = { ...draft.letter, files: draft.letter.files.filter((file) => keptFile.safeParse(file).success) };
    const { revision, changedAt } = draft;
    return succeed({ id, revision, changedAt, letter: letter as WindowDraft, waiting: drafts.isOutgoing(id) });
  };

  const attached = (draft: string, key: MessageKey, source: Uint8Array): KeptFile[] =>
    readMessage(key, source).attachments.flatMap(({ part }) => {
      const content = part === undefined ? undefined : attachmentOf(source, part);
      if (content?.ok !== true) return [];
      return [keep(draft, content.value.fileName, content.value.mimeType, content.value.bytes)];
    });

  return {
    getDraft: async ({ id }) => opened(id),
    openDraft: async ({ key }) => {
      const found = await sourceOf(key);
      if (!found.ok) return found;
      const { source } = found.value;
      const [name = ''] = fieldOf(parseTree(source).root.fields, draftHeader.toLowerCase()).split(' ');
      if (name !== '' && drafts.get(name) !== undefined) return opened(name);
      const letter = letterOf(source, readMessage(key, source), self);
      const adopted = drafts.adopt(key, letter);
      if (!adopted.ok) return adopted;
      const { id, revision } = adopted.value;
      if (revision === 1 && adopted.value.letter.files.length === 0) drafts.fill(id, attached(id, key, source));
      return opened(id);
    },
    addFile: async ({ draft, name, mimeType, bytes }) => {
      if (bytes.byteLength > largest) return fail({ code: 'invalidInput' });
      return succeed({ file: keep(draft, name, mimeType, bytes) });
    },
    addFilesOf: async ({ draft, key, whole }) => {
      const found = await sourceOf(key);
      if (!found.ok) return found;
      const { source } = found.value;
      if (!whole) return succeed({ files: attached(draft, key, source) });
      const { subject } = readMessage(key, source);
      return succeed({ files: [keep(draft, `${subject === '' ? 'message' : subject}.eml`, 'message/rfc822', source)] });
    },
    removeFile: async ({ id }) => {
      files.remove(id);
      return succeed({});
    },
    keepPaths: async ({ draft, paths }) => {
      const kept: KeptFile[] = [];
      const failed: string[] = [];
      for (const path of paths) {
        try {
          const { size } = await stat(path);
          if (size > largest) throw new Error('too large');
          kept.push(keep(draft, basename(path), '', await readFile(path)));
        } catch {
          failed.push(basename(path));
        }
      }
      return succeed({ files: kept, failed });
    },
  };
};
