import { writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Issued, issue, privatePem } from '../../unit/api/tls-server.ts';

type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

/** Says that it is a server of ours, and nothing else. */
export const introducesItself: Answer = (_request, body, response) => {
  const { id, method } = JSON.parse(body) as { id: unknown; method: string };
  const result = {
    apiVersion: 1,
    product: 'Stand-in',
    version: '1.0',
    features: ['twoFactor.1'],
    minimumClientVersion: '0',
  };
  const answer = method === 'Version.getApiVersion' ? { result } : { error: { code: -32601, message: 'no' } };
  response.setHeader('content-type', 'application/json-rpc');
  response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
};

/** A web page in the place of a mail server, as behind a hotel's network. */
export const showsPage: Answer = (_request, _body, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end('<!doctype html><title>Welcome</title><p>Accept our terms.</p>');
};

/** An HTTPS server in the place of the mail server, whose certificate and answers a test chooses and changes. */
export const startStandIn = async (first: Issued, answer: Answer) => {
  let passwords = 0;
  let answers = answer;
  const server = createServer({ key: await privatePem(first), cert: first.pem }, async (request, response) => {
    const body = await bodyOf(request);
    if (body.includes('password')) passwords += 1;
    response.shouldKeepAlive = false;
    answers(request, body, response);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    /** Requests that held a password. */
    passwords: () => passwords,
    answerWith: (next: Answer) => {
      answers = next;
    },
    show: async (other: Issued) => server.setSecureContext({ key: await privatePem(other), cert: other.pem }),
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
};

/** An authority of the test's own, written to where the application is told to trust it. */
export const ownAuthority = async (folder: string): Promise<{ readonly authority: Issued; readonly file: string }> => {
  const authority = await issue({ name: 'An authority for tests', authority: true });
  const file = join(folder, 'own-authority.pem');
  await writeFile(file, authority.pem, { mode: 0o644 });
  return { authority, file };
};
