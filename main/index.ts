import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { portalCheck } from '../app/api/captive-portal.ts';
import { documentFetcher } from '../app/api/finding/fetch-document.ts';
import { createServerFinder } from '../app/api/finding/find-servers.ts';
import { answersOver, findSettings } from '../app/auth/find-settings.ts';
import { createHouse } from '../app/auth/house.ts';
import { createMailDoor } from '../app/auth/mail-door.ts';
import { eventChannel } from '../app/contract/area.ts';
import { contract } from '../app/contract/contract.ts';
import type { Gate } from '../app/contract/gate.ts';
import { composeOfMailto } from '../app/domain/mailto.ts';
import { spellingOf } from '../app/domain/spelling.ts';
import { languageOf } from '../app/domain/spoken-language.ts';
import type { WindowStart } from '../app/domain/window-start.ts';
import { checkMailAccount } from '../app/mail/check/check-mail-account.ts';
import { startDiagnostics } from './diagnostics/diagnostics.ts';
import { createMailEngine } from './engine/mail-engine.ts';
import { createPrivateFolder } from './files/private-folder.ts';
import { createContractHost } from './ipc/contract-host.ts';
import { accountHandlers } from './ipc/handlers/account-handlers.ts';
import { appPasswordHandlers } from './ipc/handlers/app-password-handlers.ts';
import { authHandlers, setUpHandlers } from './ipc/handlers/auth-handlers.ts';
import { desktopHandlers } from './ipc/handlers/desktop-handlers.ts';
import { mailAccountHandlers } from './ipc/handlers/mail-account-handlers.ts';
import { mailingListHandlers } from './ipc/handlers/mailing-list-handlers.ts';
import { messageFilesHandlers } from './ipc/handlers/message-files-handlers.ts';
import { preferencesHandlers } from './ipc/handlers/preferences-handlers.ts';
import { programHandlers } from './ipc/handlers/program-handlers.ts';
import { securityHandlers } from './ipc/handlers/security-handlers.ts';
import { sessionHandlers } from './ipc/handlers/session-handlers.ts';
import { spellingHandlers } from './ipc/handlers/spelling-handlers.ts';
import { systemHandlers } from './ipc/handlers/system-handlers.ts';
import { vaultHandlers } from './ipc/handlers/vault-handlers.ts';
import { windowHandlers } from './ipc/handlers/window-handlers.ts';
import { serveWindows } from './ipc/serve-windows.ts';
import { createAccountBook } from './platform/account-book.ts';
import { createClearingClipboard } from './platform/clearing-clipboard.ts';
import { readCommandLine } from './platform/command-line.ts';
import { createDesktopState } from './platform/desktop.ts';
import { createGraphics } from './platform/graphics.ts';
import { keepSmall } from './platform/keep-small.ts';
import { forcedLanguage, systemLanguage, systemRegion } from './platform/languages.ts';
import { createNameService } from './platform/name-service.ts';
import { createNewMailNotifications } from './platform/new-mail-notifications.ts';
import { createPreferencesStore } from './platform/preferences-store.ts';
import { profileFault } from './platform/profile-fault.ts';
import { createSavedMemory } from './platform/saved-memory.ts';
import { createSpelling } from './platform/spelling.ts';
import { createStorePlaces } from './platform/store-places.ts';
import { createMainTexts } from './platform/texts.ts';
import { createTray } from './platform/tray.ts';
import { loadPolicy } from './policy/load-policy.ts';
import { policyEffects } from './policy/policy-effects.ts';
import { removeData } from './remove-data.ts';
import { serveShell, shellScheme } from './security/app-protocol.ts';
import { readAuthorities } from './security/authorities.ts';
import { closeDebugger } from './security/close-debugger.ts';
import { openExternal } from './security/external-links.ts';
import { lockDown } from './security/lock-down.ts';
import { createMessageFrames, messageScheme } from './security/message-frames.ts';
import { startPage } from './security/start-page.ts';
import { stoppedPage } from './security/stopped-page.ts';
import { runSelfCheck } from './self-check.ts';
import { startUpdates } from './updates/start-updates.ts';
import { createKeychain } from './vault/keychain.ts';
import { createKeytarVault } from './vault/keytar-vault.ts';
import { createSavedPasswords } from './vault/saved-passwords.ts';
import { createAppWindows } from './windows/app-windows.ts';
import { createPageSignIn } from './windows/page-sign-in.ts';
import { giveTextMenu } from './windows/text-menu.ts';

const options = readCommandLine(process.argv.slice(1));
const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
if (options.profileDir !== undefined) app.setPath('userData', resolve(options.profileDir));

const unwritable = profileFault(app.getPath('userData'));
const managed = loadPolicy(app.isPackaged ? undefined : options.policyFile);
const { serverUrl, allowsServer, forcedPreferences, mayExport, neverRemote } = policyEffects(
  managed.policy,
  options.server,
);
const diagnostics = startDiagnostics(app.getPath('userData'), managed);
const reportBug = diagnostics.log.bug;
if (app.isPackaged && managed.policy.remoteDebugging !== true) closeDebugger(app.commandLine);

// The sandbox cannot be had where Chromium was told to do without it (as root on Linux): asking then aborts.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

keepSmall();
protocol.registerSchemesAsPrivileged([
  { scheme: shellScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  { scheme: messageScheme, privileges: { standard: true, secure: true } },
]);

const application = { name: 'Latchkey Mail', vendor: 'Latchkey Mail', version: app.getVersion() };
const deviceName = hostname().slice(0, 64);

const graphics = createGraphics(app.getPath('userData'));
if (graphics.isUnsafe()) app.disableHardwareAcceleration();
app.on('child-process-gone', (_event, { type, reason }) => {
  if (type === 'GPU' && reason !== 'clean-exit') graphics.ended();
});

const preferences = createPreferencesStore(app.getPath('userData'), forcedPreferences);
const windowStart = (): WindowStart => ({
  preferences: preferences.current(),
  systemLanguage: systemLanguage(),
  forcedLanguage: forcedLanguage(options.language),
  region: systemRegion(),
});

const authorities = [options.trustCa, managed.policy.authorityFile].flatMap((file) =>
  readAuthorities(file, (where, what) => diagnostics.log.record('errors', where, what)),
);
const openedFiles = createPrivateFolder(app.getPath('userData'));
const places = createStorePlaces(app.getPath('userData'));

const engine = createMailEngine({
  version: application.version,
  places,
  refused: (account, reason) => house.mailRefused(account, reason),
  newMail: (news) => notifications.tell(news),
  reportBug,
});

const finder = createServerFinder({
  names: createNameService(),
  fetchDocument: documentFetcher({ authorities, pins: [] }, 4000),
});

const newAccountId = (): string => randomBytes(6).toString('hex');

const clearing = createClearingClipboard(clipboard);
const keychain = createKeychain();
const vault = createKeytarVault(keychain, Date.now);
const savedMemory = createSavedMemory(app.getPath('userData'));
const saved = createSavedPasswords({ keychain, memory: savedMemory, now: Date.now });

const house = createHouse({
  vault,
  book: createAccountBook(app.getPath('userData'), newAccountId),
  engineOf: engine.of,
  newAccountId,
  finish: (account, forget) => windows.compose.closeOf(account, forget),
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
  defaultServerUrl: serverUrl,
  allowsServer,
  authorities,
  finder,
  portalAt: portalCheck({ timeout: 2000 }),
});

const mailDoor = createMailDoor({
  flowOf: house.mailFlowOf,
  find: (address) => findSettings(address, finder, answersOver({ authorities, pins: [] }, allowsServer)),
  check: checkMailAccount,
  authorities,
});

const windows = createAppWindows(
  app.getPath('userData'),
  (window) => giveTextMenu(window, texts, (word) => session.defaultSession.addWordToSpellCheckerDictionary(word)),
  (window) => engine.attach(window.webContents),
);

const pageSignIn = createPageSignIn(windows.main, (host) => `${host} – ${application.name}`);

const showMain = (): void => {
  const window = windows.main();
  if (window?.isMinimized()) window.restore();
  window?.show();
  window?.focus();
};

const texts = createMainTexts(() => languageOf(windowStart()), systemRegion);
const desktop = createDesktopState({
  preferences: preferences.current,
  shownAccount: () => house.shown(),
  showAccount: (account) => void house.show(account),
  tell: (asked) => windows.main()?.webContents.send(eventChannel('desktop', 'asked'), asked),
});
const notifications = createNewMailNotifications({
  preferences: preferences.current,
  texts,
  inFront: (account) => (windows.main()?.isFocused() === true ? desktop.folderShown(account) : undefined),
  show: showMain,
  ask: desktop.ask,
});
const tray = createTray({
  preferences: preferences.current,
  inMailbox: () => openAccount(undefined) !== undefined,
  texts,
  actions: {
    show: showMain,
    compose: () => desktop.ask({ what: 'compose' }),
    change: (change) => void preferences.change(change),
    quit: () => app.quit(),
  },
});
/** The program is ending: its window closes whatever closing means otherwise. */
let leaving = false;

/** What is being written belongs to a mailbox that is open. */
const followMailbox = (account: string, there: boolean): void => {
  if (there) {
    windows.compose.restore(account);
    if (asked !== undefined && writeTo(asked)) asked = undefined;
  } else {
    void windows.compose.closeOf(account, false);
    notifications.clear(account);
  }
  tray.update();
};
const openAccount = (account: string | undefined): string | undefined =>
  house.flowOf(account)?.gate().step === 'mailbox' ? (account ?? house.shown()) : undefined;

/** A mailto: link begins a message here, but only where there is a mailbox to send it from. */
const writeTo = (link: string): boolean => {
  const begun = composeOfMailto(link);
  const account = openAccount(undefined);
  if (begun === undefined || account === undefined) return false;
  windows.compose.open(begun, account);
  return true;
};
const openLink = async (link: string): Promise<boolean> => writeTo(link) || openExternal(link);
/** Asked for on the command line, before there was a mailbox. */
let asked = options.mailto;

/** A message is written from one account, whichever the mailbox shows. */
const gateFor = (window: BrowserWindow): Gate => {
  const account = windows.compose.accountOf(window);
  return account === undefined ? house.gate() : house.gateOf(account);
};

const start = (): void => {
  const updates = startUpdates({
    policy: managed.policy,
    authorities,
    note: (what) => diagnostics.log.record('normal', 'updates', what),
    onChange: (state) => windows.tell(eventChannel('program', 'updateChanged'), state),
  });
  places.removeTemporary();
  openedFiles.clear();
  const frames = createMessageFrames(session.defaultSession, neverRemote);
  const page = (html: string): string => startPage(html, windowStart());
  const stopped = async (): Promise<string> => stoppedPage(await texts(), languageOf(windowStart()));
  serveShell(session.defaultSession, join(import.meta.dirname, '../renderer'), page, stopped, developmentUrl);
  lockDown(session.defaultSession, frames, developmentUrl);
  // First of all: its process starts while the rest is made ready. Nothing it asks is heard before this turn is over.
  const main = windows.openMain();
  const shipped = join(import.meta.dirname, 'dictionaries');
  const spelling = createSpelling(session.defaultSession, app.getPath('userData'), shipped, reportBug);
  const checkSpelling = (): void => {
    const begun = windowStart();
    spelling.check(spellingOf(begun.preferences.writing.spelling, languageOf(begun), begun.region));
  };
  checkSpelling();

  const host = createContractHost<BrowserWindow>(
    [
      { name: 'auth', area: contract.auth, handlers: authHandlers(house, gateFor, serverUrl) },
      { name: 'setUp', area: contract.setUp, handlers: setUpHandlers(house) },
      { name: 'session', area: contract.session, handlers: sessionHandlers(house.flowOf, application, deviceName) },
      { name: 'security', area: contract.security, handlers: securityHandlers(house.flowOf, application, saved) },
      {
        name: 'vault',
        area: contract.vault,
        handlers: vaultHandlers({ house, vault, saved, forgetMail: places.remove }),
      },
      { name: 'accounts', area: contract.accounts, handlers: accountHandlers(house) },
      {
        name: 'mailAccounts',
        area: contract.mailAccounts,
        handlers: mailAccountHandlers({
          house,
          door: mailDoor,
          page: pageSignIn,
          allowsServer,
          defaultServerUrl: serverUrl,
        }),
      },
      { name: 'appPasswords', area: contract.appPasswords, handlers: appPasswordHandlers(house.flowOf, saved) },
      { name: 'desktop', area: contract.desktop, handlers: desktopHandlers(desktop) },
      { name: 'preferences', area: contract.preferences, handlers: preferencesHandlers(preferences) },
      { name: 'spelling', area: contract.spelling, handlers: spellingHandlers(spelling) },
      {
        name: 'program',
        area: contract.program,
        handlers: programHandlers({
          policy: managed,
          diagnostics: () =>
            diagnostics.report({
              accounts: house.household().accounts.map(({ id }) => house.gateOf(id).step),
              update: updates.state().state,
            }),
          updates,
          reports: diagnostics.folder,
        }),
      },
      { name: 'system', area: contract.system, handlers: systemHandlers(frames, openLink, clearing) },
      {
        name: 'windows',
        area: contract.windows,
        handlers: windowHandlers(windows.compose, openAccount, engine.keepFiles),
      },
      {
        name: 'mailingLists',
        area: contract.mailingLists,
        handlers: mailingListHandlers(engine.ask, authorities),
      },
      {
        name: 'messageFiles',
        area: contract.messageFiles,
        handlers: messageFilesHandlers({ ask: engine.ask, frames, folder: openedFiles, mayExport }),
      },
    ],
    reportBug,
  );
  serveWindows(host, windows.of);
  house.onGate(() => {
    for (const window of windows.all()) {
      window.webContents.send(eventChannel('auth', 'gateChanged'), gateFor(window));
    }
  });
  house.onHousehold((household) => windows.tell(eventChannel('accounts', 'changed'), household));
  house.onMailbox(followMailbox);

  nativeTheme.themeSource = preferences.current().appearance.theme;
  preferences.onChange((changed) => {
    nativeTheme.themeSource = changed.appearance.theme;
    windows.tell(eventChannel('preferences', 'changed'), changed);
    desktop.update();
    tray.update();
    checkSpelling();
  });

  powerMonitor.on('resume', engine.wake);
  const begun = house.begin();
  tray.update();
  main.on('close', (event) => {
    if (leaving || preferences.current().general.closing !== 'tray') return;
    event.preventDefault();
    main.hide();
  });
  app.on('activate', showMain);
  if (options.selfCheck) {
    main.webContents.once(
      'did-finish-load',
      () => void begun.then(() => runSelfCheck(main, house.gate().step, engine)),
    );
  }
};

/** Without a place to keep anything there is only this to say. */
const refuse = async (fault: 'full' | 'refused'): Promise<void> => {
  reportBug('profile', fault);
  const t = await texts();
  if (!options.selfCheck)
    dialog.showErrorBox(t('profile.title'), t(fault === 'full' ? 'profile.full' : 'profile.refused'));
  app.exit(1);
};

if (unwritable !== undefined) {
  void app.whenReady().then(() => refuse(unwritable));
} else if (!app.requestSingleInstanceLock()) {
  app.quit();
} else if (options.removeData) {
  const profile = app.getPath('userData');
  const removed = await removeData(profile, createAccountBook(profile, newAccountId), vault);
  process.stdout.write(removed ? 'Everything was removed.\n' : 'The keychain refused: nothing was removed.\n');
  app.exit(removed ? 0 : 1);
} else {
  app.on('open-url', (event, link) => {
    event.preventDefault();
    if (!writeTo(link)) asked = link;
  });
  app.on('second-instance', (_event, args) => {
    const { mailto } = readCommandLine(args.slice(1));
    if (mailto === undefined || !writeTo(mailto)) showMain();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', openedFiles.clear);

  /** Longest that quitting waits for the server to take back what this run leaves there, in milliseconds. */
  const farewell = 3_000;
  app.on('before-quit', (event) => {
    if (leaving) return;
    leaving = true;
    event.preventDefault();
    void windows.compose
      .closeAll()
      .then(() => Promise.race([house.end(), new Promise((done) => setTimeout(done, farewell))]))
      .then(clearing.end)
      .then(engine.stop)
      .finally(() => app.quit());
  });
  void app.whenReady().then(start);
}
