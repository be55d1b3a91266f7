import type { HandlersOf } from '../../../app/contract/area.ts';
import type { desktopContract } from '../../../app/contract/desktop.ts';
import { succeed } from '../../../app/domain/result.ts';
import type { DesktopState } from '../../platform/desktop.ts';

/** The desktop around the windows. */
export const desktopHandlers = (state: DesktopState): HandlersOf<typeof desktopContract> => ({
  showUnread: ({ count }) => {
    state.showUnread(count);
    return succeed({});
  },
  takeAsked: (_input, _window, account) => succeed({ asked: state.takeAsked(account) }),
  lookingAt: ({ folder }, _window, account) => {
    state.lookAt(folder, account);
    return succeed({});
  },
});
