import { describe, expect, it, vi } from 'vitest';

type Listener = (...args: never[]) => unknown;
const appListeners = new Map<string, Listener>();
const made: { readonly options: Record<string, unknown>; readonly loaded: string[] }[] = [];

vi.mock('electron', () => ({
  net: {},
  nativeTheme: {},
  app: { on: (name: string, listener: Listener) => void appListeners.set(name, listener) },
  BrowserWindow: class {
    readonly webContents = { on: () => undefined, reload: () => undefined };
    readonly loaded: string[] = [];
    constructor(options: Record<string, unknown>) {
      made.push({ options, loaded: this.loaded });
    }
    removeMenu(): void {}
    loadURL(url: string): Promise<void> {
      this.loaded.push(url);
      return Promise.resolve();
    }
  },
}));
const { lockDown } = await import('../../../main/security/lock-down.ts');
const { openWindow } = await import('../../../main/windows/open-window.ts');

/** A session that remembers what was set on it. */
const newSession = () => {
  const handlers = new Map<string, Listener>();
  const set = (name: string) => (handler: Listener) => void handlers.set(name, handler);
  const request = (name: string) => (_filter: unknown, handler: Listener) => void handlers.set(name, handler);
  return {
    handlers,
    session: {
      setPermissionRequestHandler: set('request'),
      setPermissionCheckHandler: set('check'),
      setDevicePermissionHandler: set('device'),
      on: (name: string, listener: Listener) => void handlers.set(name, listener),
      webRequest: {
        onBeforeRequest: request('before'),
        onBeforeSendHeaders: request('headers'),
        onHeadersReceived: request('received'),
      },
    },
  };
};

const frames = { mayLoadRemote: (address: string) => address === 'message-frame://mail/allowed/body' };
const { handlers, session } = newSession();
lockDown(session as never, frames as never, undefined);
const call = (name: string, ...args: unknown[]): unknown =>
  (handlers.get(name) as (...all: unknown[]) => unknown)(...args);

/** Contents of a window, with what was set on them. */
const contents = () => {
  const events = new Map<string, Listener>();
  let open: (() => unknown) | undefined;
  (appListeners.get('web-contents-created') as (...all: unknown[]) => unknown)(
    {},
    {
      on: (name: string, listener: Listener) => void events.set(name, listener),
      setWindowOpenHandler: (handler: () => unknown) => {
        open = handler;
      },
    },
  );
  const isStopped = (name: string, more: object = {}): boolean => {
    const preventDefault = vi.fn();
    (events.get(name) as (event: unknown) => unknown)({ preventDefault, ...more });
    return preventDefault.mock.calls.length === 1;
  };
  return { isStopped, open: () => open?.() };
};

describe('the session', () => {
  it.each(['media', 'notifications', 'clipboard-read', 'geolocation', 'openExternal', 'fullscreen'])(
    'grants no %s, asked or checked',
    (permission) => {
      const answer = vi.fn();
      call('request', {}, permission, answer);
      expect(answer).toHaveBeenCalledWith(false);
      expect(call('check', {}, permission)).toBe(false);
    },
  );

  it('grants no device and saves no download', () => {
    expect(call('device', { deviceType: 'usb' })).toBe(false);
    const preventDefault = vi.fn();
    call('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it.each([
    ['app://latchkey/index.html', 'mainFrame', undefined, false],
    ['message-frame://mail/x/body', 'subFrame', undefined, false],
    ['https://x.example/pixel.png', 'image', 'message-frame://mail/allowed/body', false],
    ['https://x.example/pixel.png', 'image', 'message-frame://mail/other/body', true],
    ['https://x.example/pixel.png', 'image', undefined, true],
    ['https://x.example/script.js', 'script', 'message-frame://mail/allowed/body', true],
    ['https://x.example/', 'mainFrame', undefined, true],
    ['wss://x.example/', 'webSocket', undefined, true],
    ['file:///etc/passwd', 'subFrame', undefined, true],
    ['http://localhost:5173/main.tsx', 'script', undefined, true],
  ])('asked for %s as %s by %s cancels: %s', (url, resourceType, frame, cancel) => {
    const answer = vi.fn();
    call('before', { url, resourceType, frame: frame === undefined ? null : { url: frame } }, answer);
    expect(answer).toHaveBeenCalledWith({ cancel });
  });
});

describe('every page', () => {
  it('opens nothing and takes no webview', () => {
    const page = contents();
    expect(page.open()).toEqual({ action: 'deny' });
    expect(page.isStopped('will-attach-webview')).toBe(true);
    expect(page.isStopped('will-redirect')).toBe(true);
  });

  it.each([
    ['app://latchkey/index.html', true, false],
    ['message-frame://mail/x/', false, false],
    ['app://latchkey/other.html', true, true],
    ['message-frame://mail/x/', true, true],
    ['https://x.example/', true, true],
    ['https://x.example/', false, true],
    ['file:///etc/passwd', true, true],
    ['message-frame://mail.evil.example/', false, true],
  ])('goes to %s (main frame: %s) stopped: %s', (url, isMainFrame, stopped) => {
    expect(contents().isStopped('will-frame-navigate', { url, isMainFrame })).toBe(stopped);
  });
});

it('opens windows in the sandbox, isolated, without Node, webview, dropped pages and developer tools', () => {
  openWindow({ width: 800, height: 600 });
  const [window] = made;
  expect(window?.loaded).toEqual(['app://latchkey/index.html']);
  expect(window?.options['webPreferences']).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    devTools: false,
  });
  const named = Object.keys(window?.options['webPreferences'] as object);
  for (const dangerous of [
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'nodeIntegrationInSubFrames',
    'enableBlinkFeatures',
  ]) {
    expect(named).not.toContain(dangerous);
  }
});
