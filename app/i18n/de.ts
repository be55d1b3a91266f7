import accounts from './de/accounts.json' with { type: 'json' };
import answer from './de/answer.json' with { type: 'json' };
import appPasswords from './de/app-passwords.json' with { type: 'json' };
import around from './de/around.json' with { type: 'json' };
import common from './de/common.json' with { type: 'json' };
import devices from './de/devices.json' with { type: 'json' };
import finding from './de/finding.json' with { type: 'json' };
import list from './de/list.json' with { type: 'json' };
import mailAccounts from './de/mail-accounts.json' with { type: 'json' };
import mailbox from './de/mailbox.json' with { type: 'json' };
import program from './de/program.json' with { type: 'json' };
import reading from './de/reading.json' with { type: 'json' };
import security from './de/security.json' with { type: 'json' };
import settings from './de/settings.json' with { type: 'json' };
import signingIn from './de/signing-in.json' with { type: 'json' };
import spelling from './de/spelling.json' with { type: 'json' };
import writing from './de/writing.json' with { type: 'json' };
import type { Texts } from './languages.ts';

/** The German texts. */
export const de: Texts = {
  ...answer,
  ...appPasswords,
  ...around,
  ...common,
  ...devices,
  ...accounts,
  ...finding,
  ...list,
  ...mailAccounts,
  ...mailbox,
  ...reading,
  ...program,
  ...security,
  ...settings,
  ...signingIn,
  ...spelling,
  ...writing,
};
