import { CookieJar } from 'tough-cookie';
import type { Failure } from '../domain/failure.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import { rpcReply, secondFactorCookieName, sessionCookieName, tokenHeader, webmailPath } from '../protocol/envelope.ts';
import { type ClientMethodName, type ClientParams, type ClientResult, clientMethods } from '../protocol/methods.ts';
import type { PeerFacts, Trust, Untrusted } from './certificate-trust.ts';
import { failureFromError } from './error-mapping.ts';
import { createHttpsTransport, type HttpReply } from './https-transport.ts';

export type Clock = { readonly now: () => number };

/** The second-factor cookie token: what makes the server trust this device. */
export type DeviceToken = { readonly value: string; readonly expiresAt?: string };

export type ServerClient = {
  readonly url: URL;
  /** Calls one method. Params are checked before they leave, the result before it is believed. */
  readonly call: <N extends ClientMethodName>(
    method: N,
    params: ClientParams<N>,
  ) => Promise<Result<ClientResult<N>, Failure>>;
  /** Fetches a document beside the JSON-RPC door, such as the mail settings. */
  readonly fetchText: (path: string) => Promise<Result<string, Failure>>;
  readonly hasSession: () => boolean;
  readonly forgetSession: () => void;
  readonly deviceToken: () => DeviceToken | undefined;
  readonly presentDeviceToken: (token: DeviceToken) => void;
  readonly forgetDeviceToken: () => void;
  readonly peer: () => PeerFacts | undefined;
  readonly refused: () => Untrusted | undefined;
  /** This computer's clock minus the server's at the last answer, in seconds; the server's resolution is one second. */
  readonly clockSkew: () => number;
  readonly close: () => void;
};

const component = 'webmail';

/** Methods that read, or that end something which may have ended already. */
const repeatable: ReadonlySet<ClientMethodName> = new Set<ClientMethodName>([
  'Version.getApiVersion',
  'Session.whoAmI',
  'Session.logout',
  'TwoFactor.getStatus',
  'TwoFactor.getDevices',
  'TwoFactor.removeDevices',
  'AppPasswords.get',
]);

/**
 * A client of one server's JSON-RPC (client endpoint): cookie jar, `X-Token`, time limits, limited certificate trust.
 * All secrets it holds live in memory only.
 */
export const createServerClient = (options: {
  readonly url: URL;
  readonly trust: () => Trust;
  readonly clock: Clock;
  readonly timeout?: number;
}): ServerClient => {
  const transport = createHttpsTransport({
    url: options.url,
    trust: options.trust,
    timeout: options.timeout ?? 10_000,
  });
  const host = options.url.hostname;
  const origin = options.url.origin;
  let jar = new CookieJar();
  let token: string | undefined;
  let nextId = 1;
  let skew = 0;

  const cookie = (name: string) => jar.getCookiesSync(`${origin}/`).find((candidate) => candidate.key === name);

  const dropCookie = (name: string): void => {
    const kept = jar.getCookiesSync(`${origin}/`).filter((candidate) => candidate.key !== name);
    jar = new CookieJar();
    for (const one of kept) jar.setCookieSync(one, `${origin}/`);
  };

  const noteClock = (date: string | string[] | undefined): void => {
    const server = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    if (!Number.isNaN(server)) skew = (options.clock.now() - server) / 1000;
  };

  const call: ServerClient['call'] = async (method, params) => {
    const definition = clientMethods[method];
    const checked = definition.params.safeParse(params);
    if (!checked.success) return fail({ code: 'invalidInput' });
    const id = nextId++;
    const cookies = jar.getCookieStringSync(`${origin}/`);
    const sent = await transport.send({
      method: 'POST',
      path: `${webmailPath}/`,
      repeatable: repeatable.has(method),
      headers: {
        'content-type': 'application/json-rpc; charset=UTF-8',
        accept: 'application/json-rpc',
        ...(cookies === '' ? {} : { cookie: cookies }),
        ...(token === undefined ? {} : { [tokenHeader]: token }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', id, method, params: checked.data }),
    });
    if (!sent.ok) return sent;
    noteClock(sent.value.headers['date']);
    for (const line of [sent.value.headers['set-cookie'] ?? []].flat()) {
      jar.setCookieSync(line, `${origin}/`, { ignoreError: true });
    }
    const reply = rpcReply.safeParse(parseJson(sent.value.body));
    if (!reply.success) return fail(otherAnswer(sent.value, options.url));
    if (reply.data.error !== undefined) {
      const failure = failureFromError(reply.data.error, host);
      if (failure.code === 'sessionEnded') token = undefined;
      return fail(failure);
    }
    const result = definition.result.safeParse(reply.data.result ?? {});
    if (!result.success) return fail({ code: 'serverError', detail: method });
    if (method === 'Session.login') token = (result.data as ClientResult<'Session.login'>).token;
    if (method === 'Session.logout') forgetSession();
    return succeed(result.data as ClientResult<typeof method>);
  };

  const fetchText: ServerClient['fetchText'] = async (path) => {
    const sent = await transport.send({
      method: 'GET',
      path,
      repeatable: true,
      headers: { accept: 'text/xml, application/xml' },
    });
    if (!sent.ok) return sent;
    noteClock(sent.value.headers['date']);
    return sent.value.status === 200 ? succeed(sent.value.body) : fail({ code: 'noMailSettings', host });
  };

  const forgetSession = (): void => {
    token = undefined;
    dropCookie(sessionCookieName[component]);
  };

  return {
    url: options.url,
    call,
    fetchText,
    hasSession: () => token !== undefined,
    forgetSession,
    deviceToken: () => {
      const found = cookie(secondFactorCookieName[component]);
      if (found === undefined) return undefined;
      const expires = found.expiryTime();
      return {
        value: found.value,
        ...(expires !== undefined && Number.isFinite(expires) ? { expiresAt: new Date(expires).toISOString() } : {}),
      };
    },
    presentDeviceToken: (device) => {
      const expires = device.expiresAt === undefined ? '' : `; Expires=${new Date(device.expiresAt).toUTCString()}`;
      const line = `${secondFactorCookieName[component]}=${device.value}; Path=/; Secure; HttpOnly; SameSite=Strict${expires}`;
      jar.setCookieSync(line, `${origin}/`);
    },
    forgetDeviceToken: () => dropCookie(secondFactorCookieName[component]),
    peer: transport.peer,
    refused: transport.refused,
    clockSkew: () => skew,
    close: transport.close,
  };
};

/** What answers with a web page or sends people elsewhere is not the mail server; anything else is one of another kind. */
const otherAnswer = ({ status, headers }: HttpReply, url: URL): Failure => {
  const location = headers['location'];
  const target =
    status >= 300 && status <= 399 && typeof location === 'string' && URL.canParse(location, url)
      ? new URL(location, url)
      : undefined;
  const leadsAway = target !== undefined && /^https?:$/.test(target.protocol) && target.origin !== url.origin;
  const isPage = /^text\/html\b/i.test(String(headers['content-type'] ?? ''));
  if (!leadsAway && !(isPage && status >= 200 && status <= 299))
    return { code: 'unsupportedServer', host: url.hostname };
  return { code: 'captivePortal', host: url.hostname, page: (leadsAway ? target : url).href.slice(0, 2048) };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
