import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { messageFilesContract } from '../../../app/contract/message-files.ts';
import { type FileDanger, fileDanger } from '../../../app/domain/dangerous-files.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../../app/domain/result.ts';
import type { EngineQuestions } from '../../engine/engine-questions.ts';
import type { FileBytes } from '../../engine/messages.ts';
import { dragIcon } from '../../files/drag-icon.ts';
import { markOrigin } from '../../files/mark-origin.ts';
import { printMessage } from '../../files/message-printer.ts';
import { previewOf } from '../../files/preview-of.ts';
import type { PrivateFolder } from '../../files/private-folder.ts';
import type { MessageFrames } from '../../security/message-frames.ts';

const longestSource = 2_000_000;
/** Drags made ready and not begun; the oldest is forgotten, its file stays until the end. */
const mostTickets = 50;

const dangerOf = ({ writtenName, fileName, mimeType, provenType }: FileBytes): FileDanger | undefined =>
  fileDanger(writtenName, mimeType, provenType) ?? fileDanger(fileName, mimeType, provenType);

/** The name with a number before its ending, for when a folder has one of that name. */
const numbered = (name: string, number: number): string => {
  const ending = extname(name);
  return `${name.slice(0, name.length - ending.length)} (${number})${ending}`;
};

/** Writes without ever taking the place of another file. */
const writeBeside = async (folder: string, name: string, bytes: Uint8Array): Promise<string> => {
  for (let number = 1; ; number += 1) {
    const file = join(folder, number === 1 ? name : numbered(name, number));
    try {
      await writeFile(file, bytes, { flag: 'wx' });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number > 999) throw error;
    }
  }
};

/** Attachments and messages as files: only main ever sees their bytes on the way to the disk, or a path. */
export const messageFilesHandlers = (options: {
  readonly ask: EngineQuestions['ask'];
  readonly frames: MessageFrames;
  readonly folder: PrivateFolder;
  /** Whether messages and attachments may be put outside the program. */
  readonly mayExport: boolean;
}): HandlersOf<typeof messageFilesContract, BrowserWindow> => {
  const { ask, frames, folder, mayExport } = options;
  const notAllowed = fail<Failure>({ code: 'byPolicy', what: 'export' });
  const tickets = new Map<string, string>();
  const notWritten = fail<Failure>({ code: 'localStore', fault: 'notOpened' });

  const saveAs = async (file: FileBytes, window: BrowserWindow): Promise<Result<{ saved: boolean }, Failure>> => {
    const defaultPath = join(app.getPath('downloads'), file.fileName);
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
    if (canceled || filePath === '') return succeed({ saved: false });
    try {
      await writeFile(filePath, file.bytes);
    } catch {
      return notWritten;
    }
    await markOrigin(filePath);
    return succeed({ saved: true });
  };

  return {
    preview: async ({ key, part }, _window, account) => {
      const file = await ask(account, { of: 'attachment', key, part });
      return file.ok ? succeed(previewOf(file.value)) : file;
    },
    open: async ({ key, part }, _window, account) => {
      const file = await ask(account, { of: 'attachment', key, part });
      if (!file.ok) return file;
      const danger = dangerOf(file.value);
      if (danger !== undefined) return succeed({ danger });
      const path = await folder.put(file.value.fileName, file.value.bytes);
      await markOrigin(path);
      return (await shell.openPath(path)) === '' ? succeed({}) : notWritten;
    },
    save: async ({ key, part, certain }, window, account) => {
      if (!mayExport) return notAllowed;
      const file = await ask(account, { of: 'attachment', key, part });
      if (!file.ok) return file;
      const danger = dangerOf(file.value);
      if (danger !== undefined && !certain) return succeed({ saved: false, danger });
      return saveAs(file.value, window);
    },
    saveAll: async ({ key, parts, certain }, window, account) => {
      if (!mayExport) return notAllowed;
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        defaultPath: app.getPath('downloads'),
        properties: ['openDirectory', 'createDirectory'],
      });
      const [target] = filePaths;
      if (canceled || target === undefined) return succeed({ saved: 0, leftOut: 0, failed: 0 });
      const counts = { saved: 0, leftOut: 0, failed: 0 };
      for (const part of parts) {
        const file = await ask(account, { of: 'attachment', key, part });
        if (!file.ok) {
          counts.failed += 1;
        } else if (dangerOf(file.value) !== undefined && !certain) {
          counts.leftOut += 1;
        } else {
          try {
            await markOrigin(await writeBeside(target, file.value.fileName, file.value.bytes));
            counts.saved += 1;
          } catch {
            counts.failed += 1;
          }
        }
      }
      return succeed(counts);
    },
    saveMessage: async (key, window, account) => {
      if (!mayExport) return notAllowed;
      const file = await ask(account, { of: 'source', key });
      return file.ok ? saveAs(file.value, window) : file;
    },
    source: async (key, _window, account) => {
      const file = await ask(account, { of: 'source', key });
      if (!file.ok) return file;
      const { bytes } = file.value;
      const text = Buffer.from(bytes.subarray(0, longestSource)).toString('utf8').replaceAll('\r\n', '\n');
      return succeed({ text, cut: bytes.length > longestSource });
    },
    prepareDrag: async ({ key, part }, _window, account) => {
      if (!mayExport) return notAllowed;
      const file = await ask(account, part === undefined ? { of: 'source', key } : { of: 'attachment', key, part });
      if (!file.ok) return file;
      if (dangerOf(file.value) !== undefined && part !== undefined) return fail({ code: 'invalidInput' });
      const ticket = randomUUID();
      tickets.set(ticket, await folder.put(file.value.fileName, file.value.bytes));
      for (const oldest of [...tickets.keys()].slice(0, -mostTickets)) tickets.delete(oldest);
      return succeed({ ticket });
    },
    startDrag: ({ ticket }, window) => {
      const file = tickets.get(ticket);
      if (file === undefined) return fail({ code: 'noSuchEntity' });
      window.webContents.startDrag({ file, icon: dragIcon() });
      return succeed({});
    },
    print: async ({ html, remote }) => {
      await printMessage(frames, html, remote);
      return succeed({});
    },
  };
};
