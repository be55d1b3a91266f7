import type { BrowserWindow } from 'electron';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { windowsContract } from '../../../app/contract/windows.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import type { ComposeWindows } from '../../windows/compose-windows.ts';

/** Windows for writing. @param isOpen whether there is a mailbox to write in */
export const windowHandlers = (
  compose: ComposeWindows,
  isOpen: () => boolean,
): HandlersOf<typeof windowsContract, BrowserWindow> => ({
  getEntry: (_input, window) => {
    const start = compose.startOf(window);
    return succeed(start === undefined ? { kind: 'main' } : { kind: 'compose', start });
  },
  compose: ({ start }) => {
    if (!isOpen()) return fail({ code: 'wrongStep' });
    compose.open(start);
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
