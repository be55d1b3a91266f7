import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificatePin } from '../../app/api/certificate-trust.ts';
import type { MailEndpoint, MailSettings } from '../../app/domain/mail-access.ts';
import { checkMailAccount } from '../../app/mail/check/check-mail-account.ts';
import { sendMessage } from '../../app/mail/smtp/send-message.ts';
import { type MailSink, startMailSink } from './support/mail-sink.ts';
import { type PlainDovecot, startPlainDovecot } from './support/plain-dovecot.ts';

const host = '127.0.0.1';

describe('trying the servers of a mail account', () => {
  let dovecot: PlainDovecot;
  /** Under the same authority as Dovecot, and under one of its own. */
  let sink: MailSink;
  let foreign: MailSink;
  let talker: Server;

  const at = (port: number, security: MailEndpoint['security'] = 'tls'): MailEndpoint => ({ host, port, security });
  const settings = (imap: MailEndpoint, smtp: MailEndpoint, more: Partial<MailSettings> = {}): MailSettings => ({
    user: dovecot.user,
    imap,
    smtp,
    ...more,
  });
  const usual = () => settings(at(dovecot.imaps.port), at(sink.tls));
  const trust = (pins: readonly CertificatePin[] = []) => ({ authorities: [dovecot.ca], pins });
  const statesOf = async (tried: MailSettings, secret = dovecot.password): Promise<[string, string]> => {
    const { check } = await checkMailAccount(tried, secret, trust());
    return [check.imap.state, check.smtp.state];
  };

  beforeAll(async () => {
    dovecot = await startPlainDovecot();
    sink = await startMailSink(dovecot.user, dovecot.password, join(dovecot.folder, 'certificates'));
    foreign = await startMailSink(dovecot.user, dovecot.password);
    talker = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((listening) => talker.listen(0, host, listening));
  });
  afterAll(async () => {
    await Promise.all([sink?.close(), foreign?.close(), dovecot?.stop()]);
    talker?.close();
  });

  it('is let in with TLS from the first byte and with STARTTLS', async () => {
    expect(await statesOf(usual())).toEqual(['ok', 'ok']);
    const upgraded = settings(at(dovecot.imap.port, 'startTls'), at(sink.startTls, 'startTls'));
    expect(await statesOf(upgraded)).toEqual(['ok', 'ok']);
  });

  it('tells a refused password in the words of the server, and sends it only once', async () => {
    sink.signIns.length = 0;
    const { check } = await checkMailAccount(usual(), 'not the password', trust());
    expect(check.imap).toMatchObject({ state: 'refused', reason: expect.stringMatching(/authentication failed/i) });
    expect(check.smtp).toEqual({ state: 'reached' });
    expect(sink.signIns).toEqual([]);
  });

  it('tells which service refuses', async () => {
    const { check } = await checkMailAccount({ ...usual(), smtpUser: 'somebody' }, dovecot.password, trust());
    expect(check.imap).toEqual({ state: 'ok' });
    expect(check.smtp).toEqual({ state: 'refused', reason: 'Sign in with an app password' });
    expect(sink.signIns.at(-1)).toBe('somebody');
  });

  it('tells ports that are closed, speak otherwise, or belong to something else', async () => {
    const closed = at(1);
    expect(await statesOf(settings(closed, closed))).toEqual(['unreachable', 'unreachable']);
    const plain = settings(at(dovecot.imap.port), at(sink.startTls));
    expect(await statesOf(plain)).toEqual(['notTls', 'notTls']);
    expect(await statesOf(settings(at(sink.tls), at(dovecot.imaps.port)))).toEqual([
      'notThisService',
      'notThisService',
    ]);
    const { port } = talker.address() as AddressInfo;
    const web = at(port, 'startTls');
    expect(await statesOf(settings(web, web))).toEqual(['notThisService', 'notThisService']);
    expect(await statesOf(settings(at(dovecot.imaps.port), { ...at(465), host: 'nobody.invalid' }))).toEqual([
      'ok',
      'unreachable',
    ]);
  });

  it('sends no password past a certificate nobody vouches for, until a person accepts exactly it', async () => {
    foreign.signIns.length = 0;
    const mixed = settings(at(dovecot.imaps.port), at(foreign.tls));
    const first = await checkMailAccount(mixed, dovecot.password, trust());
    expect(first.check.imap).toEqual({ state: 'ok' });
    expect(first.check.smtp).toMatchObject({ state: 'certificate', certificate: { host, port: foreign.tls } });
    expect(foreign.signIns).toEqual([]);
    expect(first.untrusted).toHaveLength(1);
    const second = await checkMailAccount(mixed, dovecot.password, trust(first.untrusted));
    expect(second.check).toEqual({ imap: { state: 'ok' }, smtp: { state: 'ok' } });
    // Accepted for that one service: the same server's other port asks anew.
    const other = settings(at(dovecot.imaps.port), at(foreign.startTls, 'startTls'));
    expect((await checkMailAccount(other, dovecot.password, trust(first.untrusted))).check.smtp.state).toBe(
      'certificate',
    );
    // And sending trusts it as the check did.
    const access = { ...mixed, secret: dovecot.password, kind: 'appPassword' as const };
    const envelope = { from: dovecot.user, to: ['x@y.example'], size: 20 };
    const bytes = () => [Buffer.from('Subject: Hello\r\n\r\nHello\r\n')];
    expect(await sendMessage(access, trust(first.untrusted), envelope, bytes)).toMatchObject({ kind: 'sent' });
    expect(foreign.messages.at(-1)).toContain('Hello');
  });

  it('tells a changed certificate as that', async () => {
    const other = { host, port: foreign.tls, fingerprint: 'AA', pem: '' };
    const mixed = settings(at(dovecot.imaps.port), at(foreign.tls));
    const { check } = await checkMailAccount(mixed, dovecot.password, trust([other]));
    expect(check.smtp).toMatchObject({ certificate: { reason: 'changed', previousFingerprint: 'AA' } });
  });
});
