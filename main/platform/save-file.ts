import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Failure } from '../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';

/** Asks the person where to put a text, and puts it there, readable by nobody else. */
export type SaveFile = (name: string, text: string) => Promise<Result<{ saved: boolean }, Failure>>;

const separators = /[/\\:*?"<>|\p{Cc}]+/gu;

export const createSaveFile =
  (window: () => BrowserWindow | undefined): SaveFile =>
  async (name, text) => {
    const parent = window();
    const options = { defaultPath: join(app.getPath('downloads'), name.replaceAll(separators, '-')) };
    const { canceled, filePath } = await (parent === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    if (canceled || filePath === '') return succeed({ saved: false });
    try {
      await writeFile(filePath, text, { mode: 0o600 });
      return succeed({ saved: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return fail({ code: 'notSaved', cause: code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'refused' });
    }
  };
