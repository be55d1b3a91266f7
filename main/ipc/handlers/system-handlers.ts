import { hostname } from 'node:os';
import { app, type BrowserWindow, clipboard } from 'electron';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { systemContract } from '../../../app/contract/system.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import { openExternal } from '../../security/external-links.ts';
import type { MessageFrames } from '../../security/message-frames.ts';

const platforms = ['linux', 'darwin', 'win32'] as const;

/** The window and the desktop around it. */
export const systemHandlers = (
  window: () => BrowserWindow | undefined,
  frames: MessageFrames,
): HandlersOf<typeof systemContract> => {
  let clearing: NodeJS.Timeout | undefined;
  return {
    getInfo: () =>
      succeed({
        version: app.getVersion(),
        platform: platforms.find((name) => name === process.platform) ?? 'other',
        deviceName: hostname(),
        locale: app.getLocale(),
      }),
    minimise: () => {
      window()?.minimize();
      return succeed({});
    },
    toggleMaximise: () => {
      const current = window();
      if (current?.isMaximized()) current.unmaximize();
      else current?.maximize();
      return succeed({});
    },
    close: () => {
      window()?.close();
      return succeed({});
    },
    copy: ({ text, clearAfter }) => {
      clipboard.writeText(text);
      clearTimeout(clearing);
      if (clearAfter !== undefined) {
        clearing = setTimeout(async () => {
          // A promise in newer Electron, a text in older ones.
          if ((await clipboard.readText()) === text) clipboard.clear();
        }, clearAfter * 1000);
      }
      return succeed({});
    },
    openLink: async ({ url }) => ((await openExternal(url)) ? succeed({}) : fail({ code: 'invalidInput' })),
    prepareMessageFrame: ({ html, remote }) => succeed({ url: frames.add(html, remote) }),
  };
};
