import { X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Trust } from '../../../app/api/certificate-trust.ts';
import { createHttpsTransport } from '../../../app/api/https-transport.ts';
import { type Issued, issue, serveTls } from './tls-server.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const nobody: Trust = { authorities: [], pins: [] };

const reach = async (issued: Issued, trust: Trust) => {
  const server = await serveTls(issued);
  const transport = createHttpsTransport({ url: server.url, trust: () => trust, timeout: 3000 });
  closers.push(server.close, transport.close);
  const reply = await transport.send({
    method: 'POST',
    path: '/',
    repeatable: false,
    headers: {},
    body: 'the password',
  });
  return { reply, transport, received: server.received() };
};

const printOf = (issued: Issued): string => new X509Certificate(issued.pem).fingerprint256;

describe('a certificate', () => {
  it('of an authority the organisation added is trusted', async () => {
    const issuer = await issue({ name: 'Our authority', authority: true });
    const leaf = await issue({ name: 'server', hosts: ['127.0.0.1'], issuer });
    const { reply, transport, received } = await reach(leaf, { authorities: [issuer.pem], pins: [] });
    expect(reply).toMatchObject({ ok: true, value: { status: 200 } });
    expect(transport.peer()).toMatchObject({ trustedBy: 'organisation' });
    expect(received).toContain('the password');
  });

  it.each<[string, Parameters<typeof issue>[0], boolean, string]>([
    ['signed by itself', { name: 'server', hosts: ['127.0.0.1'] }, false, 'selfSigned'],
    ['of an unknown authority', { name: 'server', hosts: ['127.0.0.1'] }, true, 'unknownAuthority'],
    ['that ran out', { name: 'server', hosts: ['127.0.0.1'], days: [-9, -1] }, false, 'expired'],
    ['that is not valid yet', { name: 'server', hosts: ['127.0.0.1'], days: [1, 9] }, false, 'notYetValid'],
  ])('%s is refused, named, and nothing is sent', async (_name, wish, withIssuer, reason) => {
    const issuer = withIssuer ? await issue({ name: 'Somebody', authority: true }) : undefined;
    const leaf = await issue({ ...wish, ...(issuer === undefined ? {} : { issuer }) });
    const { reply, received } = await reach(leaf, nobody);
    expect(received).toBe('');
    const possible = reason === 'expired' || reason === 'notYetValid' ? [reason, 'selfSigned'] : [reason];
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'certificate', certificate: { fingerprint: printOf(leaf) } },
    });
    expect(possible).toContain(!reply.ok && reply.error.code === 'certificate' && reply.error.certificate.reason);
  });

  it('for another host is refused although its authority is trusted', async () => {
    const issuer = await issue({ name: 'Our authority', authority: true });
    const leaf = await issue({ name: 'server', hosts: ['mail.other.example'], issuer });
    const { reply, received } = await reach(leaf, { authorities: [issuer.pem], pins: [] });
    expect(reply).toMatchObject({ ok: false, error: { certificate: { reason: 'wrongHost' } } });
    expect(received).toBe('');
  });

  it('that a person accepted is trusted for exactly its host', async () => {
    const leaf = await issue({ name: 'server', hosts: ['127.0.0.1'] });
    const pin = { host: '127.0.0.1', fingerprint: printOf(leaf), pem: leaf.pem };
    const accepted = await reach(leaf, { authorities: [], pins: [pin] });
    expect(accepted.transport.peer()).toMatchObject({ trustedBy: 'person' });
    const elsewhere = await reach(leaf, { authorities: [], pins: [{ ...pin, host: 'mail.other.example' }] });
    expect(elsewhere.reply).toMatchObject({ ok: false, error: { certificate: { reason: 'selfSigned' } } });
  });

  it('that took the place of an accepted one is told as changed, with both fingerprints', async () => {
    const [before, after] = [
      await issue({ name: 'server', hosts: ['127.0.0.1'] }),
      await issue({ name: 'server', hosts: ['127.0.0.1'] }),
    ];
    const pin = { host: '127.0.0.1', fingerprint: printOf(before), pem: before.pem };
    const { reply, received } = await reach(after, { authorities: [], pins: [pin] });
    expect(reply).toMatchObject({
      ok: false,
      error: {
        certificate: { reason: 'changed', fingerprint: printOf(after), previousFingerprint: printOf(before) },
      },
    });
    expect(received).toBe('');
  });
});

describe('a kept connection that the server closes as the next request leaves', () => {
  const requestTwice = async (repeatable: boolean) => {
    const issued = await issue({ name: 'server', hosts: ['127.0.0.1'] });
    const server = await serveTls(issued, { requestsPerConnection: 1 });
    const pin = { host: '127.0.0.1', fingerprint: printOf(issued), pem: issued.pem };
    const transport = createHttpsTransport({
      url: server.url,
      trust: () => ({ authorities: [], pins: [pin] }),
      timeout: 3000,
    });
    closers.push(server.close, transport.close);
    await transport.send({ method: 'GET', path: '/first', repeatable, headers: {} });
    return transport.send({ method: 'GET', path: '/second', repeatable, headers: {} });
  };

  it('is answered where repeating does no harm', async () => {
    expect(await requestTwice(true)).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it('is told as interrupted where it could do harm', async () => {
    expect(await requestTwice(false)).toMatchObject({
      ok: false,
      error: { code: 'unreachable', cause: 'interrupted' },
    });
  });
});

it('tells a server that is not there', async () => {
  const transport = createHttpsTransport({ url: new URL('https://127.0.0.1:1'), trust: () => nobody, timeout: 3000 });
  closers.push(transport.close);
  expect(await transport.send({ method: 'GET', path: '/', repeatable: false, headers: {} })).toEqual({
    ok: false,
    error: { code: 'unreachable', host: '127.0.0.1', cause: 'refused' },
  });
});
