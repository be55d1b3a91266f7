import type { BrowserWindow } from 'electron';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { windowsContract } from '../../../app/contract/windows.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import type { ComposeWindows } from '../../windows/compose-windows.ts';

/** Windows for writing. @param openAccount the account that is meant, if it has a mailbox to write in */
export const windowHandlers = (
  compose: ComposeWindows,
  openAccount: (account: string | undefined) => string | undefined,
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
  leave: (_input, window) => {
    // After the answer has gone out, for it goes to this window.
    setImmediate(() => compose.leave(window));
    return succeed({});
  },
});
