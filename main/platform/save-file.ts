import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Failure } from '../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';

const separators = /[/\\:*?"<>|\p{Cc}]+/gu;

/** Asks the person where to put a text, and puts it there, readable by nobody else. */
export const saveFile = async (
  window: BrowserWindow,
  name: string,
  text: string,
): Promise<Result<{ saved: boolean }, Failure>> => {
  const defaultPath = join(app.getPath('downloads'), name.replaceAll(separators, '-'));
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
  if (canceled || filePath === '') return succeed({ saved: false });
  try {
    await writeFile(filePath, text, { mode: 0o600 });
    return succeed({ saved: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail({ code: 'notSaved', cause: code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'refused' });
  }
};
