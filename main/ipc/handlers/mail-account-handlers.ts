import { parseServerUrl } from '../../../app/api/find-server.ts';
import type { House } from '../../../app/auth/house.ts';
import type { MailDoor } from '../../../app/auth/mail-door.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { mailAccountsContract } from '../../../app/contract/mail-accounts.ts';
import type { MailEndpoint, MailSettings } from '../../../app/domain/mail-access.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import type { PageSignIn } from '../../windows/page-sign-in.ts';

/** Where the mail of a server is that has nothing but its page to tell: the person may change it. */
const usualSettings = (host: string, user: string): MailSettings => {
  const at = (port: number): MailEndpoint => ({ host, port, security: 'tls' });
  return { user, imap: at(993), smtp: at(465) };
};

/** Accounts that are reached by IMAP and SMTP alone. */
export const mailAccountHandlers = (options: {
  readonly house: House;
  readonly door: MailDoor;
  readonly page: PageSignIn;
  readonly allowsServer: (url: URL) => boolean;
  readonly defaultServerUrl: string;
}): HandlersOf<typeof mailAccountsContract> => {
  const { house, door, page } = options;
  return {
    begin: ({ address }) => house.chooseKind('mail', { address }),
    back: () => house.chooseKind('server'),
    signInOnPage: async () => {
      const flow = house.flowOf();
      const gate = flow?.gate();
      if (flow === undefined || gate?.step !== 'signIn' || gate.probe.state !== 'failed') {
        return fail({ code: 'wrongStep' });
      }
      const { failure } = gate.probe;
      if (failure.code !== 'unsupportedServer') return fail({ code: 'wrongStep' });
      const url = parseServerUrl(gate.serverUrl || options.defaultServerUrl || failure.host);
      if (url === undefined) return fail({ code: 'wrongStep' });
      if (!options.allowsServer(url)) return fail({ code: 'byPolicy', what: 'server' });
      const signedIn = await page.signIn(url, flow.trust());
      if (!signedIn.ok) return signedIn;
      if (signedIn.value === undefined || house.flowOf() !== flow) return succeed({ signedIn: false });
      const { user, cookies } = signedIn.value;
      const address = user.preferredAddress || (user.emails[0] ?? gate.address);
      const begun = await house.chooseKind('mail', {
        address,
        fullName: user.fullName,
        settings: usualSettings(url.hostname, address),
        page: { url: url.origin, cookies: [...cookies] },
        pins: flow.trust().pins.map((pin) => ({ ...pin, port: url.port === '' ? 443 : Number(url.port) })),
      });
      return begun.ok ? succeed({ signedIn: true }) : begun;
    },
    visitPage: async ({ account }) => {
      const flow = house.mailFlowOf(account);
      const kept = flow?.page();
      if (flow === undefined || kept === undefined) return fail({ code: 'wrongStep' });
      const url = new URL(kept.url);
      if (!options.allowsServer(url)) return fail({ code: 'byPolicy', what: 'server' });
      const visited = await page.visit(url, flow.trust(), kept.cookies);
      if (!visited.ok) return visited;
      await flow.keepPage({ url: kept.url, cookies: [...visited.value] });
      return succeed({});
    },
    find: async ({ address }) => succeed(await door.find(address)),
    test: (tried) => door.test(tried),
    open: (account) => door.open(account),
    getSettings: ({ account }) => {
      const settings = door.settingsOf(account);
      return settings === undefined ? fail({ code: 'noSuchEntity' }) : succeed({ settings });
    },
    change: ({ account, ...tried }) => door.change(account, tried),
  };
};
