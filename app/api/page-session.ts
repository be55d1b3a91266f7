import tls from 'node:tls';
import type { Failure } from '../domain/failure.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import { rpcReply, tokenHeader, webmailPath } from '../protocol/envelope.ts';
import { clientMethods } from '../protocol/methods.ts';
import type { UserDetails } from '../protocol/session.ts';
import { handshakeOptions, judgePeer, type Trust } from './certificate-trust.ts';
import { failureFromError } from './error-mapping.ts';
import { createHttpsTransport } from './https-transport.ts';

/** What is needed of a cookie to send it back where it came from. */
export type PageCookie = { readonly name: string; readonly value: string };

/** Where the documented product's own login page puts the token that goes with its session (form login). */
export const pageTokenCookie = 'TOKEN_CONNECT_WEBMAIL';
export const loginPagePath = '/webmail/login/';
export const webmailPagePath = '/webmail/';

const timeout = 10_000;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Asks a server of the documented kind whose session these cookies are. Without a session it answers `sessionEnded`,
 * which tells that it speaks these calls at all.
 */
export const whoseSession = async (
  url: URL,
  trust: Trust,
  cookies: readonly PageCookie[],
): Promise<Result<UserDetails, Failure>> => {
  const transport = createHttpsTransport({ url, trust: () => trust, timeout });
  const token = cookies.find(({ name }) => name === pageTokenCookie)?.value;
  const sent = await transport.send({
    method: 'POST',
    path: `${webmailPath}/`,
    repeatable: true,
    headers: {
      'content-type': 'application/json-rpc; charset=UTF-8',
      accept: 'application/json-rpc',
      ...(cookies.length === 0 ? {} : { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }),
      ...(token === undefined ? {} : { [tokenHeader]: token }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'Session.whoAmI', params: {} }),
  });
  transport.close();
  if (!sent.ok) return sent;
  const reply = rpcReply.safeParse(parseJson(sent.value.body));
  if (!reply.success) return fail({ code: 'unsupportedServer', host: url.hostname });
  if (reply.data.error !== undefined) return fail(failureFromError(reply.data.error, url.hostname));
  const result = clientMethods['Session.whoAmI'].result.safeParse(reply.data.result);
  return result.success ? succeed(result.data.userDetails) : fail({ code: 'unsupportedServer', host: url.hostname });
};

/** The SHA-256 fingerprint of the certificate a trusted server shows now; undefined where it is not trusted. */
export const trustedFingerprint = (url: URL, trust: Trust): Promise<string | undefined> =>
  new Promise((resolve) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = url.port === '' ? 443 : Number(url.port);
    const socket = tls.connect(handshakeOptions(host, port, trust));
    const end = (fingerprint?: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(fingerprint);
    };
    const timer = setTimeout(end, timeout);
    socket.on('error', () => end());
    socket.once('secureConnect', () =>
      end(judgePeer(socket, host, port, trust).trusted ? socket.getPeerCertificate().fingerprint256 : undefined),
    );
  });
