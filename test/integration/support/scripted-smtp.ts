import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { createOwnAuthority } from '../../../app/server/certificates/own-authority.ts';

/** What the server does at a point of the conversation: answers, hangs up, or says nothing at all. */
export type Answer = string | 'hang up' | 'silence';

export type SmtpScript = {
  readonly auth?: Answer;
  readonly mail?: Answer;
  readonly rcpt?: (address: string) => Answer;
  readonly data?: Answer;
  /** After the final dot. */
  readonly message?: Answer;
  /** Hangs up when so many bytes of the message have come. */
  readonly cutAfter?: number;
};

/** An SMTP server over TLS that does as it is told, and keeps what it was given. */
export const startScriptedSmtp = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-smtp-'));
  const authority = createOwnAuthority(folder, ['localhost', '127.0.0.1']);
  const { key, chain } = await authority.current();
  const ca = readFileSync(authority.authorityFile, 'utf8');
  const messages: string[] = [];
  const lines: string[] = [];
  const sockets = new Set<tls.TLSSocket>();
  let script: SmtpScript = {};

  const server = tls.createServer({ key, cert: chain }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let pending = '';
    let inMessage = false;
    const answer = (what: Answer): void => {
      if (what === 'hang up') socket.destroy();
      else if (what !== 'silence') socket.write(`${what}\r\n`);
    };
    socket.write('220 scripted ESMTP\r\n');
    const command = (line: string): void => {
      lines.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') answer('250-scripted\r\n250-AUTH PLAIN\r\n250-SIZE 1000000\r\n250 8BITMIME');
      else if (verb === 'AUTH') answer(script.auth ?? '235 2.7.0 Ok');
      else if (verb === 'MAIL') answer(script.mail ?? '250 2.1.0 Ok');
      else if (verb === 'RCPT') answer(script.rcpt?.(/<([^>]*)>/u.exec(line)?.[1] ?? '') ?? '250 2.1.5 Ok');
      else if (verb === 'DATA') {
        const reply = script.data ?? '354 Go on';
        inMessage = reply.startsWith('354');
        answer(reply);
      } else if (verb === 'QUIT') {
        socket.end('221 Bye\r\n');
      } else answer('250 Ok');
    };
    socket.on('data', (part: Buffer) => {
      pending += part.toString('latin1');
      for (;;) {
        if (inMessage) {
          if (script.cutAfter !== undefined && pending.length >= script.cutAfter) return socket.destroy();
          const end = pending.indexOf('\r\n.\r\n');
          if (end < 0) return;
          messages.push(pending.slice(0, end));
          pending = pending.slice(end + 5);
          inMessage = false;
          answer(script.message ?? '250 2.0.0 Queued');
        } else {
          const end = pending.indexOf('\r\n');
          if (end < 0) return;
          const line = pending.slice(0, end);
          pending = pending.slice(end + 2);
          command(line);
        }
      }
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    ca,
    /** Whole messages that were taken off the wire. */
    messages,
    lines,
    play: (next: SmtpScript): void => {
      script = next;
      messages.length = 0;
      lines.length = 0;
    },
    stop: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
