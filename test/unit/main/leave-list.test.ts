import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveList } from '../../../main/security/leave-list.ts';
import { issue, privatePem } from '../api/tls-server.ts';

describe('leaving a mailing list', () => {
  const heard: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
  let status = 200;
  let authority = '';
  let origin = '';
  let close = (): void => undefined;

  beforeAll(async () => {
    const root = await issue({ name: 'root', authority: true });
    const leaf = await issue({ name: 'list', hosts: ['127.0.0.1'], issuer: root });
    authority = root.pem;
    const server = createServer({ cert: leaf.pem, key: await privatePem(leaf) }, (request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += String(piece);
      });
      request.on('end', () => {
        heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        response.writeHead(status, status >= 300 && status < 400 ? { Location: `${origin}/elsewhere` } : {});
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => void server.close();
  });
  afterAll(() => close());

  it('is one POST with the words of the standard and nothing else', async () => {
    expect(await leaveList(`${origin}/u?x=1`, [authority])).toEqual({ kind: 'answered', status: 200 });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ method: 'POST', url: '/u?x=1', body: 'List-Unsubscribe=One-Click' });
    expect(Object.keys(heard[0]?.headers ?? {}).sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
  });
  it('follows nobody elsewhere', async () => {
    heard.length = 0;
    status = 302;
    expect(await leaveList(`${origin}/u`, [authority])).toEqual({ kind: 'answered', status: 302 });
    expect(heard).toHaveLength(1);
  });
  it('asks nobody whose certificate is not trusted, and nobody without one', async () => {
    heard.length = 0;
    expect(await leaveList(`${origin}/u`, [])).toEqual({ kind: 'unreachable' });
    for (const address of [origin.replace('https', 'http'), 'file:///etc/passwd', 'x', `https://a:b@127.0.0.1/`]) {
      expect(await leaveList(address, [authority])).toEqual({ kind: 'unreachable' });
    }
    expect(heard).toEqual([]);
  });
});
