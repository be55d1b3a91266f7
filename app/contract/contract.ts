import { accountSettingsContract } from './account-settings.ts';
import { accountsContract } from './accounts.ts';
import { appPasswordsContract } from './app-passwords.ts';
import type { AreaContract, ClientOf } from './area.ts';
import { authContract, sessionContract, setUpContract } from './auth.ts';
import { composeContract } from './compose.ts';
import { desktopContract } from './desktop.ts';
import { mailContract } from './mail.ts';
import { mailAccountsContract } from './mail-accounts.ts';
import { mailingListsContract } from './mailing-lists.ts';
import { messageFilesContract } from './message-files.ts';
import { preferencesContract } from './preferences.ts';
import { programContract } from './program.ts';
import { securityContract } from './security.ts';
import { spellingContract } from './spelling.ts';
import { systemContract } from './system.ts';
import { vaultContract } from './vault.ts';
import { windowsContract } from './windows.ts';

/** The whole contract between the renderer and the rest, by area. */
export const contract = {
  auth: authContract,
  setUp: setUpContract,
  session: sessionContract,
  accounts: accountsContract,
  mailAccounts: mailAccountsContract,
  security: securityContract,
  vault: vaultContract,
  appPasswords: appPasswordsContract,
  mail: mailContract,
  messageFiles: messageFilesContract,
  mailingLists: mailingListsContract,
  compose: composeContract,
  desktop: desktopContract,
  preferences: preferencesContract,
  spelling: spellingContract,
  accountSettings: accountSettingsContract,
  program: programContract,
  system: systemContract,
  windows: windowsContract,
} as const satisfies Record<string, AreaContract>;

export type Contract = typeof contract;
export type AreaName = keyof Contract;

/** What the preload bridge puts on `window.latchkey`. */
export type Bridge = { readonly [A in AreaName]: ClientOf<Contract[A]> };
