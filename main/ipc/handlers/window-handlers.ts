import { type BrowserWindow, dialog } from 'electron';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { windowsContract } from '../../../app/contract/windows.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import type { MailEngine } from '../../engine/mail-engine.ts';
import type { ComposeWindows } from '../../windows/compose-windows.ts';

/** Windows for writing. @param openAccount the account that is meant, if it has a mailbox to write in */
export const windowHandlers = (
  compose: ComposeWindows,
  openAccount: (account: string | undefined) => string | undefined,
  keepFiles: MailEngine['keepFiles'],
): HandlersOf<typeof windowsContract, BrowserWindow> => ({
  getEntry: (_input, window) => {
    const [start, account] = [compose.startOf(window), compose.accountOf(window)];
    return succeed(
      start === undefined || account === undefined ? { kind: 'main' } : { kind: 'compose', account, start },
    );
  },
  compose: ({ start }, _window, account) => {
    const from = openAccount(account);
    if (from === undefined) return fail({ code: 'wrongStep' });
    compose.open(start, from);
    return succeed({});
  },
  ready: (_input, window) => {
    compose.ready(window);
    return succeed({});
  },
  keepDraft: ({ draft }, window) => {
    compose.keepDraft(window, draft);
    return succeed({});
  },
  chooseFiles: async ({ draft }, window, asked) => {
    // An answer below its message is written in the window of the mailbox.
    const account = compose.accountOf(window) ?? openAccount(asked);
    if (account === undefined) return fail({ code: 'wrongStep' });
    const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile', 'multiSelections'] });
    if (filePaths.length === 0) return succeed({ files: [], failed: [] });
    const kept = await keepFiles(account, draft, filePaths);
    return kept === undefined ? fail({ code: 'mailUnavailable', cause: 'gone' }) : succeed(kept);
  },
  stay: (_input, window) => {
    compose.stay(window);
    return succeed({});
  },
  leave: (_input, window) => {
    // After the answer has gone out, for it goes to this window.
    setImmediate(() => compose.leave(window));
    return succeed({});
  },
});
