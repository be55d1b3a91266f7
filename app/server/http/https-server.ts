import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import fastifyCookie from '@fastify/cookie';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  adminPath,
  type Component,
  maximumBodyBytes,
  rpcCode,
  secondFactorCookieName,
  sessionCookieName,
  tokenHeader,
  webmailPath,
} from '../../protocol/envelope.ts';
import type { ServerCertificate } from '../certificates/certificate-source.ts';
import type { Core } from '../core.ts';
import { faultText } from '../logs/fault-text.ts';
import type { AnswerCookies } from './call.ts';
import { answerRequest, bareError } from './rpc-door.ts';

const tooLarge = 413;
/** A request must be there whole within this time, its head sooner: one that drips in holds memory meanwhile. */
const requestTimeout = 20_000;
const headTimeout = 10_000;
const handshakeTimeout = 10_000;
const timeoutCheckInterval = 2000;
const readAwayBytes = 16 * maximumBodyBytes;
const readAwayTime = 3000;
const cookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
const paths: Record<Component, string> = { webmail: webmailPath, admin: adminPath };

export type HttpsServer = {
  readonly port: number;
  readonly renewCertificate: (certificate: ServerCertificate) => void;
  readonly close: () => Promise<void>;
};

/** A document the server hands out without a session: path and answer. */
export type PublicDocument = {
  readonly path: string;
  readonly contentType: string;
  /** Name under which a device saves it. */
  readonly fileName?: string;
  /** Said where there is no such document. */
  readonly notFound?: string;
  /**
   * @param query the parameters of the query and of the path
   * @param host the name or address by which the client reached the server
   * @returns undefined for "not found"
   */
  readonly render: (query: Record<string, unknown>, host: string) => string | undefined;
};

const answerCookies = (component: Component, reply: FastifyReply): AnswerCookies => ({
  setSession: (value) => void reply.setCookie(sessionCookieName[component], value, cookieOptions),
  clearSession: () => void reply.clearCookie(sessionCookieName[component], cookieOptions),
  setSecondFactor: (value, maxAge) =>
    void reply.setCookie(secondFactorCookieName[component], value, {
      ...cookieOptions,
      ...(maxAge !== undefined && { maxAge }),
    }),
  clearSecondFactor: () => void reply.clearCookie(secondFactorCookieName[component], cookieOptions),
});

/**
 * Reads the rest of a body nobody wants: a connection closed on unread bytes is reset, and the answer lost with it.
 * Resolves at its end, or when it goes on for too long.
 */
const readAway = (body: Readable): Promise<void> =>
  new Promise((resolve) => {
    let left = readAwayBytes;
    const timer = setTimeout(resolve, readAwayTime);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    body.on('data', (part: Buffer) => {
      left -= part.length;
      if (left < 0) end();
    });
    body.once('end', end).once('close', end).once('error', end);
    body.resume();
  });

const brokenRequests: Record<string, { readonly status: string; readonly message: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', message: 'The request did not come whole in time.' },
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    message: 'The head of the request is too long.',
  },
};
const noRequest = { status: '400 Bad Request', message: 'This is no HTTP request.' };

/** What is said before the connection is closed on a request that never became one. */
const answerToBrokenRequest = (core: Core, fault: string | undefined): string => {
  const { status, message } = brokenRequests[fault ?? ''] ?? noRequest;
  const body = JSON.stringify(bareError({ code: rpcCode.invalidRequest, message }));
  return [
    `HTTP/1.1 ${status}`,
    `Date: ${new Date(core.clock.now()).toUTCString()}`,
    'Content-Type: application/json-rpc; charset=UTF-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
};

const plainHost = (host: string): string => host.replace(/^\[|\]$/gu, '');

const plainIp = (ip: string): string => ip.replace(/^::ffff:/u, '');

/**
 * Starts one HTTPS endpoint: the JSON-RPC door of its component and the public documents.
 * Every answer carries the server's own time, so that a client can measure how far the clocks differ.
 */
export const startHttpsServer = async (
  core: Core,
  component: Component,
  certificate: ServerCertificate,
  documents: readonly PublicDocument[],
  listen: { readonly host: string; readonly port: number },
): Promise<HttpsServer> => {
  const app = fastify({
    https: {
      key: certificate.key,
      cert: certificate.chain,
      minVersion: 'TLSv1.2',
      handshakeTimeout,
      headersTimeout: headTimeout,
      connectionsCheckingInterval: timeoutCheckInterval,
    },
    bodyLimit: maximumBodyBytes,
    requestTimeout,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    logger: false,
    clientErrorHandler: (fault, socket) => {
      if (socket.writable) socket.end(answerToBrokenRequest(core, fault.code));
    },
  });
  await app.register(fastifyCookie);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json-rpc', 'application/json'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  app.addHook('onSend', (_request, reply, payload, done) => {
    reply.header('Date', new Date(core.clock.now()).toUTCString());
    reply.header('Cache-Control', 'no-store');
    reply.header('X-Content-Type-Options', 'nosniff');
    done(null, payload);
  });
  app.post(paths[component], async (request: FastifyRequest, reply) => {
    const token = request.headers[tokenHeader.toLowerCase()];
    reply.type('application/json-rpc; charset=UTF-8');
    const body = await answerRequest(
      core,
      component,
      {
        ip: plainIp(request.ip),
        userAgent: request.headers['user-agent'],
        secondFactorCookie: request.cookies[secondFactorCookieName[component]],
        cookies: answerCookies(component, reply),
      },
      {
        sessionCookie: request.cookies[sessionCookieName[component]],
        token: typeof token === 'string' ? token : undefined,
      },
      request.body instanceof Uint8Array ? request.body : new Uint8Array(),
    );
    return reply.send(JSON.stringify(body));
  });
  for (const document of documents) {
    app.get(document.path, async (request, reply) => {
      const query = { ...(request.query as object), ...(request.params as object) };
      const text = document.render(query, plainHost(request.hostname));
      if (text === undefined)
        return reply
          .code(404)
          .type('text/plain')
          .send(document.notFound ?? 'Not found\n');
      if (document.fileName !== undefined)
        reply.header('Content-Disposition', `attachment; filename="${document.fileName}"`);
      return reply.type(document.contentType).send(text);
    });
  }
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('Not found\n'));
  app.setErrorHandler(async (fault: Error & { statusCode?: number }, request, reply) => {
    const status = fault.statusCode ?? 500;
    if (status === tooLarge) await readAway(request.raw);
    if (status >= 500) core.logs.error(`HTTP: ${faultText(fault)}`);
    const error =
      status === tooLarge
        ? ({ code: 413, message: 'The request is larger than 1 MiB.' } as const)
        : status >= 500
          ? { code: rpcCode.internalError, message: 'The server failed to handle the request.' }
          : { code: rpcCode.invalidRequest, message: 'This is no JSON-RPC 2.0 request.' };
    return reply
      .code(status)
      .type('application/json-rpc; charset=UTF-8')
      .send(JSON.stringify(bareError(error)));
  });
  await app.listen({ host: listen.host, port: listen.port });
  const server = app.server as unknown as Server;
  return {
    port: (server.address() as AddressInfo).port,
    renewCertificate: (next) => server.setSecureContext({ key: next.key, cert: next.chain, minVersion: 'TLSv1.2' }),
    close: () => app.close(),
  };
};
