import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { createOwnAuthority } from '../../../app/server/certificates/own-authority.ts';

export type MailSink = {
  /** TLS from the first byte. */
  readonly tls: number;
  /** STARTTLS. */
  readonly startTls: number;
  readonly ca: string;
  /** Whole messages that were taken. */
  readonly messages: string[];
  /** User names of sign-ins, right or wrong. */
  readonly signIns: string[];
  /** From now on the password is another. */
  readonly setPassword: (password: string) => void;
  readonly close: () => Promise<void>;
};

/**
 * A server for sending that keeps what it is given.
 * @param certificates folder of an authority whose certificate it shares; a new one otherwise
 */
export const startMailSink = async (user: string, first: string, certificates?: string): Promise<MailSink> => {
  const folder = certificates ?? mkdtempSync(join(tmpdir(), 'latchkey-sink-'));
  const authority = createOwnAuthority(folder, ['localhost', '127.0.0.1']);
  const { key, chain: cert } = await authority.current();
  const messages: string[] = [];
  const signIns: string[] = [];
  let password = first;
  const listen = async (secure: boolean): Promise<{ port: number; server: SMTPServer }> => {
    const server = new SMTPServer({
      secure,
      key,
      cert,
      authMethods: ['PLAIN', 'LOGIN'],
      logger: false,
      closeTimeout: 200,
      onAuth: ({ username = '', password: given }, _session, done) => {
        signIns.push(username);
        if (username === user && given === password) done(null, { user });
        else done(Object.assign(new Error('5.7.8 Sign in with an app password'), { responseCode: 535 }));
      },
      onData: (stream, _session, done) => {
        let text = '';
        stream.setEncoding('latin1');
        stream.on('data', (part: string) => {
          text += part;
        });
        stream.on('end', () => {
          messages.push(text);
          done();
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return { port: (server.server.address() as AddressInfo).port, server };
  };
  const servers = await Promise.all([listen(true), listen(false)]);
  return {
    tls: servers[0].port,
    startTls: servers[1].port,
    ca: readFileSync(authority.authorityFile, 'utf8'),
    messages,
    signIns,
    setPassword: (next) => {
      password = next;
    },
    close: async () => {
      await Promise.all(servers.map(({ server }) => new Promise<void>((closed) => server.close(closed))));
      if (certificates === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};
