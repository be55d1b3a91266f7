import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createOwnAuthority } from '../../../app/server/certificates/own-authority.ts';

/** Its name is its own: of the documented product none is public. */
export const factorCookie = 'REMEMBERED_FACTOR';

export type PageServer = {
  readonly url: string;
  /** Everything that was asked of it, in order: method and path. */
  readonly requests: string[];
  /** Form fields of every try to sign in. */
  readonly tries: Readonly<Record<string, string>>[];
  readonly close: () => Promise<void>;
};

type Person = { readonly address: string; readonly fullName: string; readonly password: string; readonly code: string };

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
};

const cookiesOf = (request: IncomingMessage): Map<string, string> =>
  new Map(
    (request.headers.cookie ?? '').split(/; */u).flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [[pair.slice(0, at), pair.slice(at + 1)]];
    }),
  );

const secret = (): string => randomBytes(32).toString('hex');
const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

/**
 * A mail server's web door that follows the documented form login (fields, cookies, redirects) and the documented
 * JSON-RPC envelope, asks for a second factor on its page, and knows none of our own calls.
 * @param certificates folder of the authority it is certified by
 * @param elsewhere another origin its pages try to reach
 */
export const startPageServer = async (certificates: string, person: Person, elsewhere: string): Promise<PageServer> => {
  const { key, chain: cert } = await createOwnAuthority(certificates, ['localhost', '127.0.0.1']).current();
  const requests: string[] = [];
  const tries: Readonly<Record<string, string>>[] = [];
  const sessions = new Map<string, { readonly token: string; whole: boolean }>();
  const remembered = new Set<string>();

  const ways = `<p><a id="away" href="${elsewhere}/away">Elsewhere</a> <a id="new" target="_blank" href="/webmail/login/">New</a>
<a id="file" href="/webmail/file" download>File</a></p><img alt="" src="${elsewhere}/picture.png"><iframe title="Other" src="${elsewhere}/frame"></iframe>`;

  const rpc = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { id, method } = JSON.parse(await bodyOf(request)) as { id: number; method: string };
    requests.push(`rpc ${method}`);
    const cookies = cookiesOf(request);
    const session = sessions.get(cookies.get('SESSION_CONNECT_WEBMAIL') ?? '');
    const known = session?.whole === true && request.headers['x-token'] === session.token;
    const error = (code: number, message: string) => ({ error: { code, message } });
    const answer = (): object => {
      if (method === 'Version.getApiVersion') return { result: { apiVersion: 17 } };
      if (method === 'Session.whoAmI' && !known) return error(-32001, 'Session expired.');
      if (method !== 'Session.whoAmI') return error(-32601, 'Method not found.');
      const { address, fullName } = person;
      const userDetails = { id: 'u1', loginName: address, fullName, emails: [address], preferredAddress: address };
      return { result: { userDetails } };
    };
    response.setHeader('Content-Type', 'application/json-rpc');
    response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer() }));
  };

  const goTo = (response: ServerResponse, path: string, cookies: readonly string[] = []): void => {
    response.writeHead(302, { Location: path, ...(cookies.length === 0 ? {} : { 'Set-Cookie': [...cookies] }) }).end();
  };
  const cookie = (name: string, value: string, more = ''): string =>
    `${name}=${value}; Path=/; Secure; SameSite=Strict${more}`;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://x.invalid');
    if (request.method === 'POST' && pathname === '/webmail/api/jsonrpc/') return rpc(request, response);
    requests.push(`${request.method} ${pathname}`);
    const cookies = cookiesOf(request);
    const session = sessions.get(cookies.get('SESSION_CONNECT_WEBMAIL') ?? '');
    const html = (title: string, body: string, set: readonly string[] = []): void => {
      response.writeHead(200, { 'Content-Type': 'text/html', ...(set.length === 0 ? {} : { 'Set-Cookie': [...set] }) });
      response.end(page(title, body));
    };
    if (request.method === 'GET' && pathname === '/webmail/login/') {
      const token = secret();
      const reason =
        searchParams.get('reason') === 'failure' ? '<p role="alert">Incorrect username or password</p>' : '';
      return html(
        'Kind of webmail',
        `${reason}<form method="post" action="/webmail/login/dologin"><label>Name <input name="kerio_username"></label>
<label>Password <input name="kerio_password" type="password"></label><input type="hidden" name="kerio_csrf_token" value="${token}">
<button>Sign in</button></form>${ways}`,
        [cookie('TOKEN_CONNECT_WEBMAIL', token)],
      );
    }
    if (request.method === 'POST' && pathname === '/webmail/login/dologin') {
      const fields = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
      tries.push(fields);
      const genuine = fields['kerio_csrf_token'] === cookies.get('TOKEN_CONNECT_WEBMAIL');
      const right = fields['kerio_username'] === person.address && fields['kerio_password'] === person.password;
      if (!genuine || !right) return goTo(response, '/webmail/login/?reason=failure');
      const [id, token] = [secret(), secret()];
      const whole = remembered.has(cookies.get(factorCookie) ?? '');
      sessions.set(id, { token, whole });
      return goTo(response, whole ? '/webmail/' : '/webmail/login/code', [
        cookie('SESSION_CONNECT_WEBMAIL', id, '; HttpOnly'),
        cookie('TOKEN_CONNECT_WEBMAIL', token),
      ]);
    }
    if (request.method === 'GET' && pathname === '/webmail/login/code') {
      return html(
        'One more step',
        '<form method="post" action="/webmail/login/docode"><label>Code <input name="code"></label><button>Go on</button></form>',
      );
    }
    if (request.method === 'POST' && pathname === '/webmail/login/docode') {
      const { code } = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
      if (session === undefined || code !== person.code) return goTo(response, '/webmail/login/code');
      session.whole = true;
      const factor = secret();
      remembered.add(factor);
      return goTo(response, '/webmail/', [cookie(factorCookie, factor, '; HttpOnly; Max-Age=2592000')]);
    }
    if (pathname === '/webmail/') {
      if (session?.whole !== true) return goTo(response, '/webmail/login/');
      return html('App passwords', `<p id="owner">${person.fullName}</p>`);
    }
    if (pathname === '/webmail/file') {
      response.writeHead(200, { 'Content-Disposition': 'attachment; filename="saved.bin"' }).end('bytes');
      return;
    }
    response.writeHead(404).end();
  };

  const server = createServer({ key, cert }, (request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    tries,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};
