import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { createLoginFlow } from '../app/auth/login-flow.ts';
import { eventChannel } from '../app/contract/area.ts';
import { contract } from '../app/contract/contract.ts';
import type { Gate } from '../app/contract/gate.ts';
import type { WindowStart } from '../app/domain/window-start.ts';
import { createMailEngine } from './engine/mail-engine.ts';
import { createContractHost } from './ipc/contract-host.ts';
import { appPasswordHandlers } from './ipc/handlers/app-password-handlers.ts';
import { authHandlers, setUpHandlers } from './ipc/handlers/auth-handlers.ts';
import { preferencesHandlers } from './ipc/handlers/preferences-handlers.ts';
import { sessionHandlers } from './ipc/handlers/session-handlers.ts';
import { systemHandlers } from './ipc/handlers/system-handlers.ts';
import { windowHandlers } from './ipc/handlers/window-handlers.ts';
import { serveWindows } from './ipc/serve-windows.ts';
import { createAccountList } from './platform/account-list.ts';
import { readCommandLine } from './platform/command-line.ts';
import { forcedLanguage, systemLanguage, systemRegion } from './platform/languages.ts';
import { reportBug } from './platform/log.ts';
import { createPreferencesStore } from './platform/preferences-store.ts';
import { createStorePlaces } from './platform/store-places.ts';
import { serveShell, shellScheme } from './security/app-protocol.ts';
import { readAuthorities } from './security/authorities.ts';
import { lockDown } from './security/lock-down.ts';
import { createMessageFrames, messageScheme } from './security/message-frames.ts';
import { startPage } from './security/start-page.ts';
import { runSelfCheck } from './self-check.ts';
import { createKeytarVault } from './vault/keytar-vault.ts';
import { createAppWindows } from './windows/app-windows.ts';

const options = readCommandLine(process.argv.slice(1));
const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
if (options.profileDir !== undefined) app.setPath('userData', resolve(options.profileDir));

// The sandbox cannot be had where Chromium was told to do without it (as root on Linux): asking then aborts.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

protocol.registerSchemesAsPrivileged([
  { scheme: shellScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  { scheme: messageScheme, privileges: { standard: true, secure: true } },
]);

const application = { name: 'Latchkey Mail', vendor: 'Latchkey Mail', version: app.getVersion() };
const deviceName = hostname().slice(0, 64);

const preferences = createPreferencesStore(app.getPath('userData'));
const windowStart = (): WindowStart => ({
  preferences: preferences.current(),
  systemLanguage: systemLanguage(),
  forcedLanguage: forcedLanguage(options.language),
  region: systemRegion(),
});

const places = createStorePlaces(app.getPath('userData'));

const engine = createMailEngine({
  version: application.version,
  places,
  refused: (_account, reason) => flow.mailRefused(reason),
  reportBug,
});

const flow = createLoginFlow({
  vault: createKeytarVault(),
  accounts: createAccountList(app.getPath('userData')),
  engine: engine.of('first'),
  clock: {
    now: Date.now,
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return { cancel: () => clearTimeout(timer) };
    },
  },
  application,
  deviceName,
  newDatabaseKey: () => randomBytes(32).toString('hex'),
  defaultServerUrl: options.server,
  authorities: readAuthorities(options.trustCa),
});

const windows = createAppWindows(app.getPath('userData'), (window) => engine.attach(window.webContents));

/** What is being written belongs to the mailbox that is open. */
const followGate = (gate: Gate): void => {
  windows.tell(eventChannel('auth', 'gateChanged'), gate);
  if (gate.step === 'mailbox' && !inMailbox) windows.compose.restore();
  if (gate.step !== 'mailbox' && inMailbox) {
    void windows.compose.closeAll(gate.step === 'signIn' && gate.notice === 'signedOut');
  }
  inMailbox = gate.step === 'mailbox';
};
let inMailbox = false;

const start = (): void => {
  places.removeTemporary();
  const frames = createMessageFrames(session.defaultSession);
  const page = (html: string): string => startPage(html, windowStart());
  serveShell(session.defaultSession, join(import.meta.dirname, '../renderer'), page, developmentUrl);
  lockDown(session.defaultSession, frames, developmentUrl);

  const host = createContractHost<BrowserWindow>(
    [
      { name: 'auth', area: contract.auth, handlers: authHandlers(flow, options.server) },
      { name: 'setUp', area: contract.setUp, handlers: setUpHandlers(flow) },
      { name: 'session', area: contract.session, handlers: sessionHandlers(flow, application, deviceName) },
      {
        name: 'appPasswords',
        area: contract.appPasswords,
        handlers: appPasswordHandlers(flow),
      },
      { name: 'preferences', area: contract.preferences, handlers: preferencesHandlers(preferences) },
      { name: 'system', area: contract.system, handlers: systemHandlers(frames) },
      { name: 'windows', area: contract.windows, handlers: windowHandlers(windows.compose, () => inMailbox) },
    ],
    reportBug,
  );
  serveWindows(host, windows.of);
  flow.onGate(followGate);

  nativeTheme.themeSource = preferences.current().appearance.theme;
  preferences.onChange((changed) => {
    nativeTheme.themeSource = changed.appearance.theme;
    windows.tell(eventChannel('preferences', 'changed'), changed);
  });

  powerMonitor.on('resume', engine.wake);
  const begun = flow.begin();
  const main = windows.openMain();
  if (options.selfCheck) {
    main.webContents.once('did-finish-load', () => void begun.then(() => runSelfCheck(main, flow, engine)));
  }
};

if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.on('second-instance', () => {
    const current = windows.main();
    if (current?.isMinimized()) current.restore();
    current?.focus();
  });
  app.on('window-all-closed', () => app.quit());

  /** Longest that quitting waits for the server to take back what this run leaves there, in milliseconds. */
  const farewell = 3_000;
  let leaving = false;
  app.on('before-quit', (event) => {
    if (leaving) return;
    leaving = true;
    event.preventDefault();
    void windows.compose
      .closeAll(false)
      .then(() => Promise.race([flow.end(), new Promise((done) => setTimeout(done, farewell))]))
      .then(engine.stop)
      .finally(() => app.quit());
  });
  void app.whenReady().then(start);
}
