import type { House } from '../../../app/auth/house.ts';
import type { MailDoor } from '../../../app/auth/mail-door.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { mailAccountsContract } from '../../../app/contract/mail-accounts.ts';
import { fail, succeed } from '../../../app/domain/result.ts';

/** Accounts that are reached by IMAP and SMTP alone. */
export const mailAccountHandlers = (house: House, door: MailDoor): HandlersOf<typeof mailAccountsContract> => ({
  begin: ({ address }) => house.chooseKind('mail', address),
  back: () => house.chooseKind('server', ''),
  find: async ({ address }) => succeed(await door.find(address)),
  test: (tried) => door.test(tried),
  open: (account) => door.open(account),
  getSettings: ({ account }) => {
    const settings = door.settingsOf(account);
    return settings === undefined ? fail({ code: 'noSuchEntity' }) : succeed({ settings });
  },
  change: ({ account, ...tried }) => door.change(account, tried),
});
