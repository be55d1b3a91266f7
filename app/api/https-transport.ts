import https from 'node:https';
import tls from 'node:tls';
import type { Failure } from '../domain/failure.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import { handshakeOptions, judgePeer, type PeerFacts, type Trust, type Untrusted } from './certificate-trust.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * Doing it twice does no harm. A kept connection may be closed by the server just as the next request leaves; only
   * such a request is sent again by itself.
   */
  readonly repeatable: boolean;
};

export type HttpReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

export type HttpsTransport = {
  readonly send: (request: HttpRequest) => Promise<Result<HttpReply, Failure>>;
  /** The judged other end, once a connection stood. */
  readonly peer: () => PeerFacts | undefined;
  /** The certificate that was refused last, with its PEM, so that a person may accept exactly it. */
  readonly refused: () => Untrusted | undefined;
  readonly close: () => void;
};

/** Largest answer that is read, in bytes: far above any list of the contract. */
const maximumReplyBytes = 16 * 1024 * 1024;

class UntrustedPeer extends Error {
  readonly untrusted: Untrusted;
  constructor(untrusted: Untrusted) {
    super('the certificate is not trusted');
    this.untrusted = untrusted;
  }
}

const causes: Readonly<Record<string, Extract<Failure, { code: 'unreachable' }>['cause']>> = {
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'offline',
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EHOSTUNREACH: 'offline',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'interrupted',
  EPIPE: 'interrupted',
  EPROTO: 'tls',
};

const unreachable = (host: string, error: unknown): Failure => {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const cause = causes[code] ?? (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') ? 'tls' : 'other');
  return { code: 'unreachable', host, cause };
};

const timedOut = (): NodeJS.ErrnoException => Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });

/**
 * HTTPS to one server. Every new connection is judged against `trust` after its handshake; a request is written only
 * to a connection that passed. Redirects are not followed: a password goes to the host it was meant for or nowhere.
 * @param options.timeout milliseconds for connecting and, again, for the whole answer
 */
export const createHttpsTransport = (options: {
  readonly url: URL;
  readonly trust: () => Trust;
  readonly timeout: number;
}): HttpsTransport => {
  const host = options.url.hostname.replace(/^\[|\]$/g, '');
  const port = options.url.port === '' ? 443 : Number(options.url.port);
  let peer: PeerFacts | undefined;
  let refused: Untrusted | undefined;

  const connect = (done: (error: Error | null, socket?: tls.TLSSocket) => void): void => {
    const trust = options.trust();
    const socket = tls.connect(handshakeOptions(host, port, trust));
    const give = (error: Error): void => {
      socket.destroy();
      done(error);
    };
    const timer = setTimeout(() => give(timedOut()), options.timeout);
    socket.once('error', (error) => {
      clearTimeout(timer);
      give(error);
    });
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      const verdict = judgePeer(socket, host, port, trust);
      if (!verdict.trusted) {
        refused = verdict.untrusted;
        give(new UntrustedPeer(verdict.untrusted));
        return;
      }
      peer = verdict.peer;
      done(null, socket);
    });
  };

  const agent = new https.Agent({ keepAlive: true, maxSockets: 4, keepAliveMsecs: 15_000, maxCachedSessions: 0 });
  agent.createConnection = ((_options: unknown, callback: (error: Error | null, socket?: tls.TLSSocket) => void) => {
    connect(callback);
  }) as unknown as typeof agent.createConnection;

  const send = (request: HttpRequest): Promise<Result<HttpReply, Failure>> =>
    new Promise((resolve) => {
      const headers = { ...request.headers, host: options.url.host };
      const outgoing = https.request({ agent, host, port, method: request.method, path: request.path, headers });
      const timer = setTimeout(() => outgoing.destroy(timedOut()), options.timeout * 2);
      const settle = (result: Result<HttpReply, Failure>): void => {
        clearTimeout(timer);
        resolve(result);
      };
      outgoing.on('error', (error) => {
        if (error instanceof UntrustedPeer) {
          settle(fail({ code: 'certificate', certificate: error.untrusted.facts }));
          return;
        }
        const failure = unreachable(host, error);
        const raced = outgoing.reusedSocket && failure.code === 'unreachable' && failure.cause === 'interrupted';
        if (raced && request.repeatable) void send(request).then(settle);
        else settle(fail(failure));
      });
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maximumReplyBytes) outgoing.destroy(new Error('the answer is too large'));
          else chunks.push(chunk);
        });
        incoming.on('error', (error) => settle(fail(unreachable(host, error))));
        incoming.on('end', () =>
          settle(
            succeed({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          ),
        );
      });
      outgoing.end(request.body);
    });

  return {
    send,
    peer: () => peer,
    refused: () => refused,
    close: () => agent.destroy(),
  };
};
