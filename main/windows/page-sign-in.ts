import type { BrowserWindow } from 'electron';
import type { Trust } from '../../app/api/certificate-trust.ts';
import { loginPagePath, trustedFingerprint, webmailPagePath, whoseSession } from '../../app/api/page-session.ts';
import type { KeptCookie } from '../../app/auth/ports.ts';
import type { Failure } from '../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';
import type { UserDetails } from '../../app/protocol/session.ts';
import { openServerPage, type ServerPage } from './server-page.ts';

export type PageSignedIn = { readonly user: UserDetails; readonly cookies: readonly KeptCookie[] };

export type PageSignIn = {
  /** Shows the server's own login page until somebody is signed in, or closes it; undefined then. */
  readonly signIn: (url: URL, trust: Trust) => Promise<Result<PageSignedIn | undefined, Failure>>;
  /** Shows the server's pages to whom the cookies belong; answers the cookies there are when the window is closed. */
  readonly visit: (
    url: URL,
    trust: Trust,
    cookies: readonly KeptCookie[],
  ) => Promise<Result<readonly KeptCookie[], Failure>>;
  readonly close: () => void;
};

/** Milliseconds between a change in the window and the question whose session it is. */
const breath = 200;

/** The one window for pages of other servers. */
export const createPageSignIn = (
  parent: () => BrowserWindow | undefined,
  titleOf: (host: string) => string,
): PageSignIn => {
  let open: ServerPage | undefined;

  const begin = async (
    url: URL,
    trust: Trust,
    path: string,
    cookies: readonly KeptCookie[],
    moved: (page: ServerPage) => void,
  ): Promise<Result<{ readonly page: ServerPage; readonly closed: Promise<void> }, Failure>> => {
    open?.close();
    const fingerprint = await trustedFingerprint(url, trust);
    if (fingerprint === undefined) return fail({ code: 'unreachable', host: url.hostname, cause: 'tls' });
    let end: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      end = resolve;
    });
    const page: ServerPage = await openServerPage({
      address: new URL(path, url),
      fingerprint,
      title: titleOf(url.host),
      cookies,
      parent: parent(),
      moved: () => moved(page),
      closed: () => {
        if (open === page) open = undefined;
        end();
      },
    });
    open = page;
    return succeed({ page, closed });
  };

  return {
    signIn: async (url, trust) => {
      const speaks = await whoseSession(url, trust, []);
      if (speaks.ok || speaks.error.code !== 'sessionEnded') {
        return fail(speaks.ok ? { code: 'unsupportedServer', host: url.hostname } : speaks.error);
      }
      let signedIn: PageSignedIn | undefined;
      let timer: NodeJS.Timeout | undefined;
      let asked = '';
      const look = async (page: ServerPage): Promise<void> => {
        const cookies = await page.cookies().catch(() => []);
        const key = JSON.stringify(cookies);
        // Before the sign-in there is nobody to ask for, and the same is not asked twice.
        if (signedIn !== undefined || cookies.length === 0 || key === asked) return;
        asked = key;
        const user = await whoseSession(url, trust, cookies);
        if (!user.ok || signedIn !== undefined) return;
        signedIn = { user: user.value, cookies };
        page.close();
      };
      const begun = await begin(url, trust, loginPagePath, [], (page) => {
        clearTimeout(timer);
        timer = setTimeout(() => void look(page), breath);
      });
      if (!begun.ok) return begun;
      await begun.value.closed;
      clearTimeout(timer);
      return succeed(signedIn);
    },
    visit: async (url, trust, before) => {
      let last = before;
      let timer: NodeJS.Timeout | undefined;
      const begun = await begin(url, trust, webmailPagePath, before, (page) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          void page.cookies().then(
            (cookies) => {
              if (cookies.length > 0) last = cookies;
            },
            () => undefined,
          );
        }, breath);
      });
      if (!begun.ok) return begun;
      await begun.value.closed;
      clearTimeout(timer);
      return succeed(last);
    },
    close: () => open?.close(),
  };
};
