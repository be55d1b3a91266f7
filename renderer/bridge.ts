import type { Reply } from '../app/contract/area.ts';
import type { AreaName, Bridge } from '../app/contract/contract.ts';
import { allAccounts } from '../app/domain/account-numbers.ts';
import { createCommandHomes } from './logic/command-homes.ts';
import { ownedInput } from './logic/owned-input.ts';

declare global {
  interface Window {
    readonly latchkey?: Bridge;
  }
}

type Members = Readonly<Record<string, (input: unknown, account?: string) => Promise<Reply<unknown>>>>;
type Listener = (payload: never, account?: string) => void;
type Events = Readonly<Record<string, (listener: Listener) => () => void>>;

const internal: Reply<never> = { ok: false, error: { code: 'internal' } };

const membersOf = (area: AreaName): Members | undefined => window.latchkey?.[area] as unknown as Members | undefined;

let shown: string | undefined;
let listed: string | undefined;

/** The account the window shows; none before its first mailbox is open. */
export const shownAccount = (): string | undefined => shown;
/** Whose mail it lists: that account's, or that of all. */
const listedAccount = (): string | undefined => listed;
export const listsAll = (): boolean => listed === allAccounts;

/**
 * From now on calls are for this account. What listens to another one's events must be drawn anew.
 * @param mailOfAll its mail is listed together with that of all others; writing and settings stay its own
 */
export const showAccount = (account: string | undefined, mailOfAll = false): void => {
  shown = account;
  listed = mailOfAll ? allAccounts : account;
};

const madeIn = createCommandHomes();

/**
 * An area whose calls always answer: a call that throws on its way, or a bridge that is not there, becomes the
 * failure `internal`, so that no screen has to catch anything. Areas that know no accounts pay no heed to theirs.
 */
const areaOf = <Name extends AreaName>(area: Name, account: () => string | undefined = shownAccount): Bridge[Name] => {
  const on = new Proxy({} as Events, {
    get: (_, event) => (listener: (payload: never) => void) => {
      const events = membersOf(area)?.['on'] as unknown as Events | undefined;
      const mine = account();
      const hear: Listener = (payload, from) => {
        if (from === undefined || mine === undefined || from === mine) listener(payload);
      };
      return events?.[String(event)]?.(hear) ?? (() => {});
    },
  });
  const members = new Proxy({} as Members, {
    get: (_, member) =>
      member === 'on'
        ? on
        : async (input: unknown) => {
            try {
              const name = String(member);
              const { owner, input: own } = account() === allAccounts ? { owner: undefined, input } : ownedInput(input);
              const whose = (area === 'mail' ? madeIn.homeOf(name, input) : undefined) ?? owner ?? account();
              const call = membersOf(area)?.[name];
              const reply = (await (whose === undefined ? call?.(own) : call?.(own, whose))) ?? internal;
              if (area === 'mail' && whose !== undefined) madeIn.note(name, reply, whose);
              return reply;
            } catch {
              return internal;
            }
          },
  });
  return members as unknown as Bridge[Name];
};

export const auth = areaOf('auth');
export const setUp = areaOf('setUp');
export const accounts = areaOf('accounts');
export const mailAccounts = areaOf('mailAccounts');
export const session = areaOf('session');
export const security = areaOf('security');
export const vault = areaOf('vault');
export const appPasswords = areaOf('appPasswords');
export const mail = areaOf('mail', listedAccount);
/** The mail of one account, whichever is shown. */
export const mailOf = (account: string): Bridge['mail'] => areaOf('mail', () => account);
export const desktop = areaOf('desktop');
export const preferences = areaOf('preferences');
export const spelling = areaOf('spelling');
export const program = areaOf('program');
export const messageFiles = areaOf('messageFiles');
export const mailingLists = areaOf('mailingLists');
export const system = areaOf('system');
export const windows = areaOf('windows');
export const compose = areaOf('compose');
export const accountSettings = areaOf('accountSettings');
