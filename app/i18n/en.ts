import accounts from './en/accounts.json' with { type: 'json' };
import answer from './en/answer.json' with { type: 'json' };
import appPasswords from './en/app-passwords.json' with { type: 'json' };
import around from './en/around.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import devices from './en/devices.json' with { type: 'json' };
import finding from './en/finding.json' with { type: 'json' };
import list from './en/list.json' with { type: 'json' };
import mailAccounts from './en/mail-accounts.json' with { type: 'json' };
import mailbox from './en/mailbox.json' with { type: 'json' };
import program from './en/program.json' with { type: 'json' };
import reading from './en/reading.json' with { type: 'json' };
import security from './en/security.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import signingIn from './en/signing-in.json' with { type: 'json' };
import spelling from './en/spelling.json' with { type: 'json' };
import writing from './en/writing.json' with { type: 'json' };

/** The English texts, by key. They are the catalogue every other language must match. */
export const en = {
  ...answer,
  ...appPasswords,
  ...around,
  ...common,
  ...devices,
  ...accounts,
  ...reading,
  ...finding,
  ...list,
  ...mailAccounts,
  ...mailbox,
  ...program,
  ...security,
  ...settings,
  ...signingIn,
  ...spelling,
  ...writing,
};
