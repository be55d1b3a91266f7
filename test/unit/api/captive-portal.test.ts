import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { portalCheck, portalPage } from '../../../app/api/captive-portal.ts';

it.each([
  ['a redirect to another site', 302, 'http://wifi.hotel.example/welcome', 'http://wifi.hotel.example/welcome'],
  ['a redirect to another site over https', 307, 'https://login.train.example/', 'https://login.train.example/'],
  ['the status that says so', 511, undefined, 'http://mail.example.com/'],
  ['a redirect to its own https', 301, 'https://mail.example.com/', undefined],
  ['a redirect inside the domain', 301, 'https://www.example.com/mail', undefined],
  ['a redirect to what is no web page', 302, 'ftp://portal.example/', undefined],
  ['a redirect to nowhere', 302, 'http://', undefined],
  ['an ordinary page', 200, undefined, undefined],
])('reads %s', (_name, status, location, page) => {
  expect(portalPage('mail.example.com', status, location)).toBe(page);
});

it('asks for one empty page, with nothing in it that says who asks', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${Object.keys(request.headers).sort().join()}`);
    response.writeHead(302, { location: 'http://wifi.hotel.example/' }).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  expect(await portalCheck({ timeout: 2000, port })('127.0.0.1')).toBe('http://wifi.hotel.example/');
  expect(seen).toEqual(['GET / connection,host']);
  server.close();
  expect(await portalCheck({ timeout: 2000, port })('127.0.0.1')).toBeUndefined();
});

it('does not wait for one that never answers', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  expect(await portalCheck({ timeout: 100, port })('127.0.0.1')).toBeUndefined();
  server.closeAllConnections();
  server.close();
});
