import type { Reply } from '../app/contract/area.ts';
import type { AreaName, Bridge } from '../app/contract/contract.ts';

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

/** The account the window shows; none before its first mailbox is open. */
export const shownAccount = (): string | undefined => shown;

/** From now on calls are for this account. What listens to another one's events must be drawn anew. */
export const showAccount = (account: string | undefined): void => {
  shown = account;
};

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
              const whose = account();
              const call = membersOf(area)?.[String(member)];
              return (await (whose === undefined ? call?.(input) : call?.(input, whose))) ?? internal;
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
export const session = areaOf('session');
export const appPasswords = areaOf('appPasswords');
export const mail = areaOf('mail');
/** The mail of one account, whichever is shown. */
export const mailOf = (account: string): Bridge['mail'] => areaOf('mail', () => account);
export const desktop = areaOf('desktop');
export const preferences = areaOf('preferences');
export const messageFiles = areaOf('messageFiles');
export const system = areaOf('system');
export const windows = areaOf('windows');
export const compose = areaOf('compose');
export const accountSettings = areaOf('accountSettings');
