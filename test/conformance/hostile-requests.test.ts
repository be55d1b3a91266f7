import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logLines } from '../integration/support/log-lines.ts';
import {
  everythingFrom,
  parseReply,
  postBytes,
  type RawReply,
  rawConnection,
} from '../integration/support/raw-https.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const megabyte = 1024 * 1024;

/** Resident memory of the server's own process, in bytes. */
const memory = (): number =>
  Number(/^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${run.child.pid}/status`, 'utf8'))?.[1]) * 1024;

const errorOf = (reply: RawReply): { code: number; message: string } => {
  expect(reply.head).toMatch(/^content-type: application\/json-rpc/imu);
  expect(reply.head).toMatch(/^date: /imu);
  expect(reply.body).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d+|Error:/u);
  const body = JSON.parse(reply.body) as { jsonrpc: string; error: { code: number; message: string } };
  expect(body.jsonrpc).toBe('2.0');
  return body.error;
};

const request = (params: string, method = 'Session.login') =>
  bytes(`{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`);
const login = '"userName":"ana@enforced.example","password":"x","application":{"name":"a","vendor":"b","version":"1"}';

describe('a hostile body', () => {
  const bodies: [string, Uint8Array, number][] = [
    ['nothing', bytes(''), -32700],
    ['a lone byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf), -32700],
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d), -32700],
    [
      'an overlong form in a name',
      Buffer.concat([bytes('{"jsonrpc":"2.0","id":1,"method":"'), Uint8Array.of(0xc0, 0xae), bytes('"}')]),
      -32700,
    ],
    ['a surrogate by its bytes', Buffer.concat([bytes('"'), Uint8Array.of(0xed, 0xa0, 0x80), bytes('"')]), -32700],
    ['zeros', new Uint8Array(1000), -32700],
    ['half an object', bytes('{"jsonrpc":"2.0","id":1,'), -32700],
    ['a batch', bytes('[{"jsonrpc":"2.0","id":1,"method":"Version.getApiVersion","params":{}}]'), -32600],
    ['an empty batch', bytes('[]'), -32600],
    [
      'a batch of thousands',
      bytes(`[${'{"jsonrpc":"2.0","id":1,"method":"Session.login"},'.repeat(10_000)}0]`),
      -32600,
    ],
    ['null', bytes('null'), -32600],
    ['a number too large for any', bytes('1e99999'), -32600],
    ['400,000 open brackets', bytes('['.repeat(400_000)), -32700],
    ['arrays 200,000 deep', bytes(`${'['.repeat(200_000)}${']'.repeat(200_000)}`), -32600],
    ['params 100,000 deep', request(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), -32602],
    ['objects 100,000 deep', request(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), -32602],
    [
      '100,000 unknown fields',
      request(`{${Array.from({ length: 100_000 }, (_, index) => `"${index}":1`).join(',')}}`),
      -32602,
    ],
    ['__proto__ among the params', request(`{${login},"__proto__":{"isAdmin":true}}`), -32602],
    ['constructor among the params', request(`{${login},"constructor":{"prototype":{"isAdmin":true}}}`), -32602],
    ['params that are an array', request('[1,2,3]'), -32602],
    ['params that are a text', request('"{}"'), -32602],
    [
      'a number for a name',
      request(`{"userName":7,"password":"x","application":{"name":"a","vendor":"b","version":"1"}}`),
      -32602,
    ],
    ['a password of half a megabyte', request(`{"userName":"a","password":"${'x'.repeat(megabyte / 2)}"}`), -32602],
    ['__proto__ for a method', request('{}', '__proto__'), -32601],
    ['a method of the object', request('{}', 'toString'), -32601],
    ['a method of thousands of letters', request('{}', 'x'.repeat(5000)), -32600],
    ['an id that is an object', bytes('{"jsonrpc":"2.0","id":{},"method":"Version.getApiVersion"}'), -32600],
    ['an id of half a megabyte', bytes(`{"jsonrpc":"2.0","id":"${'x'.repeat(megabyte / 2)}","method":"a"}`), -32600],
  ];
  it.each(bodies)('of %s is answered in JSON-RPC', async (_name, body, code) => {
    for (const component of ['webmail', 'admin'] as const) {
      const reply = await postBytes(run, body, {}, component);
      expect([reply.status, errorOf(reply).code]).toEqual([200, code]);
    }
  });

  it('with a field twice is read by its last, as JSON is everywhere', async () => {
    const twice = await postBytes(run, request(`{${login},"password":7}`));
    expect(errorOf(twice).code).toBe(-32602);
    const id = await postBytes(run, bytes('{"jsonrpc":"2.0","id":1,"id":2,"method":"Version.getApiVersion"}'));
    expect(JSON.parse(id.body)).toMatchObject({ id: 2, result: { apiVersion: 1 } });
  });

  it('of one byte over a megabyte is refused, one of exactly that is read', async () => {
    const large = await postBytes(run, new Uint8Array(megabyte + 1).fill(0x20));
    expect([large.status, errorOf(large).code]).toEqual([413, 413]);
    const fits = await postBytes(run, new Uint8Array(megabyte).fill(0x20));
    expect([fits.status, errorOf(fits).code]).toEqual([200, -32700]);
    const socket = await rawConnection(run);
    const everything = everythingFrom(socket);
    socket.write('POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    socket.write('Transfer-Encoding: chunked\r\n\r\n');
    for (let sent = 0; sent <= megabyte && socket.writable; sent += 65_536) {
      socket.write(`10000\r\n${' '.repeat(65_536)}\r\n`);
    }
    const chunked = parseReply(await everything);
    expect([chunked.status, errorOf(chunked).code]).toEqual([413, 413]);
  });

  it.each([
    ['another type', { 'Content-Type': 'text/xml' }],
    ['no type', { 'Content-Type': '' }],
    ['a type that is none', { 'Content-Type': '\u00e4;;;=' }],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ])('of %s is refused', async (_name, headers) => {
    const reply = await postBytes(run, request('{}', 'Version.getApiVersion'), headers);
    expect([reply.status, errorOf(reply).code]).toEqual([415, -32600]);
  });

  it.each([
    ['a length that is none', 'POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n', 400],
    [
      'two lengths',
      'POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      400,
    ],
    [
      'a length and chunks',
      'POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    [
      'a chunk size that is none',
      'POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    [
      'a head that does not end',
      `POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(70_000)}`,
      431,
    ],
    ['something else than HTTP', 'EHLO mail.example\r\nMAIL FROM:<a@b>\r\n\r\n', 400],
  ])('behind %s is refused', async (_name, text, status) => {
    const socket = await rawConnection(run);
    const everything = everythingFrom(socket);
    socket.write(text);
    const reply = parseReply(await everything);
    expect([reply.status, errorOf(reply).code]).toEqual([status, -32600]);
  });

  it('of any kind is answered, in JSON-RPC, and grows no memory', async () => {
    const json = fc.json({ maxDepth: 6 }).map(bytes);
    const methods = fc.constantFrom(
      'Session.login',
      'TwoFactor.verify',
      'AppPasswords.create',
      'Users.get',
      'x',
      '__proto__',
    );
    const requests = fc
      .record({
        id: fc.oneof(fc.integer(), fc.string(), fc.jsonValue()),
        method: methods,
        params: fc.jsonValue(),
        more: fc.jsonValue(),
      })
      .map(({ id, method, params, more }) => bytes(JSON.stringify({ jsonrpc: '2.0', id, method, params, more })));
    const anything = fc.oneof(fc.uint8Array({ maxLength: 300 }), json, requests);
    const ask = async (body: Uint8Array) => {
      const reply = await postBytes(run, body, {}, body.length % 2 === 0 ? 'webmail' : 'admin');
      expect(reply.status).toBe(200);
      expect([-32700, -32600, -32601, -32602, -32001]).toContain(errorOf(reply).code);
    };
    await fc.assert(fc.asyncProperty(anything, ask), { numRuns: 150, seed: 20_260_503 });
    const huge = request(`{"pad":"${'x'.repeat(megabyte - 200)}"}`);
    for (let count = 0; count < 20; count += 1) await postBytes(run, huge);
    const before = memory();
    for (let count = 0; count < 150; count += 1) await postBytes(run, huge);
    expect(memory() - before).toBeLessThan(100 * megabyte);
    expect(logLines(run, 'error')).toEqual([]);
  });
});

describe('a request that drips in', () => {
  it('is ended in time and keeps nobody else from being served', { timeout: 60_000 }, async () => {
    const before = memory();
    const head = `POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${megabyte}\r\n\r\n`;
    const sockets = await Promise.all(Array.from({ length: 100 }, () => rawConnection(run)));
    const ends = sockets.map(everythingFrom);
    for (const socket of sockets) socket.write(`${head}${'x'.repeat(200_000)}`);
    const headless = await rawConnection(run);
    const headlessEnd = everythingFrom(headless);
    headless.write('POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\n');
    const started = Date.now();
    const drip = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('x');
    }, 500);
    await sleep(1000);
    expect(memory() - before).toBeLessThan(200 * megabyte);
    expect(await rpcClient(run).login('otto@off.example')).toMatchObject({ state: 'none' });
    expect(errorOf(parseReply(await headlessEnd)).message).toContain('in time');
    expect(Date.now() - started).toBeLessThan(15_000);
    for (const reply of await Promise.all(ends)) expect(parseReply(reply).status).toBe(408);
    expect(Date.now() - started).toBeLessThan(30_000);
    clearInterval(drip);
  });
});
