import type { Reply } from '../app/contract/area.ts';
import type { AreaName, Bridge } from '../app/contract/contract.ts';

declare global {
  interface Window {
    readonly latchkey?: Bridge;
  }
}

type Members = Readonly<Record<string, (input: unknown) => Promise<Reply<unknown>>>>;
type Events = Readonly<Record<string, (listener: (payload: never) => void) => () => void>>;

const internal: Reply<never> = { ok: false, error: { code: 'internal' } };

const membersOf = (area: AreaName): Members | undefined => window.latchkey?.[area] as unknown as Members | undefined;

/**
 * An area whose calls always answer: a call that throws on its way, or a bridge that is not there, becomes the
 * failure `internal`, so that no screen has to catch anything.
 */
const areaOf = <Name extends AreaName>(area: Name): Bridge[Name] => {
  const on = new Proxy({} as Events, {
    get: (_, event) => (listener: (payload: never) => void) => {
      const events = membersOf(area)?.['on'] as unknown as Events | undefined;
      return events?.[String(event)]?.(listener) ?? (() => {});
    },
  });
  const members = new Proxy({} as Members, {
    get: (_, member) =>
      member === 'on'
        ? on
        : async (input: unknown) => {
            try {
              return (await membersOf(area)?.[String(member)]?.(input)) ?? internal;
            } catch {
              return internal;
            }
          },
  });
  return members as unknown as Bridge[Name];
};

export const auth = areaOf('auth');
export const setUp = areaOf('setUp');
export const session = areaOf('session');
export const appPasswords = areaOf('appPasswords');
export const mail = areaOf('mail');
export const preferences = areaOf('preferences');
export const system = areaOf('system');
export const windows = areaOf('windows');
export const compose = areaOf('compose');
export const accountSettings = areaOf('accountSettings');
