import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type MailCredential, type MailVerdict, signInToMail } from '../accounts/mail-sign-in.ts';
import type { Core } from '../core.ts';
import { faultText } from '../logs/fault-text.ts';
import { randomToken } from '../store/server-keys.ts';
import { programOfParameters } from './log-line.ts';

const maximumBody = 16 * 1024;

/** The ends of a client's connection as Dovecot sees them. */
export type DovecotConnection = { readonly ip: string; readonly port: number; readonly localPort: number };

export type AuthEndpoint = {
  readonly url: string;
  readonly bearer: string;
  readonly close: () => Promise<void>;
};

const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size > maximumBody) return undefined;
    }
  } catch {
    // Dovecot's process ended while it asked; nobody waits for the answer.
    return undefined;
  }
  return Buffer.concat(parts).toString('utf8');
};

const sameText = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** A verdict as the Lua script reads it. Dovecot cannot send `[LIMIT]` itself, so the reason carries it. */
const verdictText = (verdict: MailVerdict, protocol: 'imap' | 'pop3'): string => {
  switch (verdict.kind) {
    case 'accepted':
      return 'accepted';
    case 'refused':
      return `refused\n${verdict.reason}`;
    case 'try-later': {
      const limit = protocol === 'imap' ? '[LIMIT] ' : '';
      return `refused\n${limit}Too many failed sign-ins. Try again in ${verdict.seconds} seconds`;
    }
    case 'wrong':
      return 'wrong';
  }
};

/**
 * The loopback end point Dovecot's Lua script asks. Only somebody who can read the script (mode 0600) has the bearer.
 * @param clientOf the client's own address, or undefined for a connection that must not sign in at all
 * @param onAccepted told before Dovecot gets its answer, with Dovecot's session id
 */
export const startAuthEndpoint = async (
  core: () => Core,
  clientOf: (connection: DovecotConnection) => string | undefined,
  onAccepted: (session: string, credential: MailCredential, ip: string) => void,
): Promise<AuthEndpoint> => {
  const bearer = randomToken();
  const answer = async (request: IncomingMessage): Promise<{ status: number; text: string }> => {
    if (!sameText(request.headers.authorization ?? '', `Bearer ${bearer}`)) return { status: 401, text: '' };
    const body = await readBody(request);
    if (body === undefined) return { status: 413, text: '' };
    const fields = new URLSearchParams(body);
    const service = fields.get('service');
    if (service !== 'imap' && service !== 'pop3') return { status: 400, text: '' };
    const client = clientOf({
      ip: fields.get('ip') ?? '',
      port: Number(fields.get('port')),
      localPort: Number(fields.get('localPort')),
    });
    if (client === undefined) return { status: 403, text: '' };
    const ip = client.replace(/^::ffff:/u, '');
    const verdict = await signInToMail(core(), {
      protocol: service,
      userName: fields.get('user') ?? '',
      password: fields.get('password') ?? '',
      ip,
      program: programOfParameters(fields.get('program') ?? ''),
    });
    if (verdict.kind === 'accepted') onAccepted(fields.get('session') ?? '', verdict.credential, ip);
    return { status: 200, text: verdictText(verdict, service) };
  };
  const server = createServer((request, response) => {
    answer(request)
      .then(({ status, text }) => response.writeHead(status, { 'content-type': 'text/plain' }).end(text))
      .catch((fault: unknown) => {
        core().logs.error(`Mail sign-in: ${faultText(fault)}`);
        response.writeHead(500).end();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    bearer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
