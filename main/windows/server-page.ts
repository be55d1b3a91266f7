import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Cookie, session } from 'electron';
import type { KeptCookie } from '../../app/auth/ports.ts';
import { lockGuest } from '../security/guest-pages.ts';

export type ServerPage = {
  /** Cookies of the page's server, as they are now. */
  readonly cookies: () => Promise<readonly KeptCookie[]>;
  readonly close: () => void;
  readonly focus: () => void;
};

const keptCookie = ({ name, value, path = '/', httpOnly = false, expirationDate }: Cookie): KeptCookie => ({
  name,
  value,
  path,
  httpOnly,
  ...(expirationDate === undefined ? {} : { expires: expirationDate }),
});

/**
 * A window for the pages of one server: a session of its own that is kept in memory only, no script of ours in it, and
 * no way to anywhere else.
 * @param options.fingerprint SHA-256 of the certificate its server must show
 * @param options.moved the page went somewhere or its cookies changed
 */
export const openServerPage = async (options: {
  readonly address: URL;
  readonly fingerprint: string;
  readonly title: string;
  readonly cookies: readonly KeptCookie[];
  readonly parent: BrowserWindow | undefined;
  readonly moved: () => void;
  readonly closed: () => void;
}): Promise<ServerPage> => {
  const { address, parent } = options;
  // Without `persist:` Electron keeps it in memory.
  const own = session.fromPartition(`server-page-${randomUUID()}`, { cache: false });
  lockGuest(own, address.origin, options.fingerprint);
  for (const { expires, ...cookie } of options.cookies) {
    const details = { ...cookie, url: address.origin, secure: true, sameSite: 'strict' as const };
    await own.cookies
      .set({ ...details, ...(expires === undefined ? {} : { expirationDate: expires }) })
      .catch(() => {});
  }
  const window = new BrowserWindow({
    width: 900,
    height: 700,
    minWidth: 480,
    minHeight: 400,
    title: options.title,
    autoHideMenuBar: true,
    ...(parent === undefined ? {} : { parent }),
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableDialogs: true,
      devTools: false,
    },
  });
  window.removeMenu();
  // The page must not pass for another one.
  window.on('page-title-updated', (event) => event.preventDefault());
  const { webContents } = window;
  webContents.on('did-navigate', options.moved);
  webContents.on('did-navigate-in-page', options.moved);
  webContents.on('did-finish-load', options.moved);
  webContents.on('render-process-gone', () => window.destroy());
  own.cookies.on('changed', options.moved);
  window.once('closed', () => {
    own.cookies.removeAllListeners('changed');
    void own.clearStorageData();
    options.closed();
  });
  void webContents.loadURL(address.href).catch(() => undefined);
  return {
    cookies: async () => (await own.cookies.get({ url: address.origin })).map(keptCookie),
    close: () => {
      if (!window.isDestroyed()) window.destroy();
    },
    focus: () => window.focus(),
  };
};
