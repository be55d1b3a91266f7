import { connect } from 'node:tls';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application, demoPassword, https, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer(['--clock-offset', '-7200', '--min-client-version', '0.9']);
});
afterAll(() => run.close());

const version = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'Version.getApiVersion', params: {} });
const webmail = (suffix = '/') => `${run.ready.webmail}/webmail/api/jsonrpc${suffix}`;
const post = (body: string, headers: Record<string, string> = {}, url = webmail()) =>
  https(run, url, body, { headers: { 'Content-Type': 'application/json-rpc', ...headers } });
const errorOf = (body: string) => (JSON.parse(body) as { error: { code: number; data: object } }).error;

describe('transport', () => {
  it.each([
    ['/', 'application/json-rpc; charset=UTF-8'],
    ['', 'application/json-rpc'],
    ['/', 'application/json'],
  ])('answers at the path with suffix "%s" and type %s', async (suffix, type) => {
    const answer = await post(version, { 'Content-Type': type }, webmail(suffix));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({
      jsonrpc: '2.0',
      id: 7,
      result: {
        apiVersion: expect.any(Number),
        product: expect.any(String),
        version: run.ready.version,
        features: ['twoFactor.1', 'appPasswords.1', 'devices.1'],
        minimumClientVersion: '0.9',
      },
    });
  });

  it('says its own time in every answer, clock offset included', async () => {
    const answers = [await post(version), await post('{'), await https(run, `${run.ready.webmail}/nothing`, undefined)];
    for (const { headers } of answers) {
      const skew = Date.parse(headers.date ?? '') - Date.now();
      expect(Math.abs(skew + 7_200_000)).toBeLessThan(5000);
    }
  });

  it('answers errors with HTTP 200 and the codes of the envelope', async () => {
    const codes: [string, number][] = [
      ['{', -32700],
      ['[]', -32600],
      ['{"id":1,"method":"Version.getApiVersion"}', -32600],
      ['{"jsonrpc":"2.0","id":1,"method":"Version.unheardOf","params":{}}', -32601],
      ['{"jsonrpc":"2.0","id":1,"method":"constructor","params":{}}', -32601],
      ['{"jsonrpc":"2.0","id":1,"method":"Version.getApiVersion","params":{"extra":1}}', -32602],
      ['{"jsonrpc":"2.0","id":1,"method":"Session.login","params":{"userName":"a"}}', -32602],
      ['{"jsonrpc":"2.0","id":1,"method":"Session.whoAmI","params":{}}', -32001],
      ['{"jsonrpc":"2.0","id":1,"method":"AppPasswords.create","params":{"nonsense":true}}', -32001],
    ];
    for (const [body, code] of codes) {
      const answer = await post(body);
      expect([body, answer.status, errorOf(answer.body).code]).toEqual([body, 200, code]);
      expect(answer.body).not.toMatch(/at .*\.ts|node_modules/u);
    }
  });

  it('refuses a body over 1 MiB with 413, in JSON-RPC', async () => {
    const fits = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'Version.getApiVersion',
      params: { pad: 'x'.repeat(1_000_000) },
    });
    expect((await post(fits)).status).toBe(200);
    for (const bytes of [1024 * 1024 + 1, 10 * 1024 * 1024]) {
      const answer = await post('x'.repeat(bytes));
      expect([answer.status, errorOf(answer.body).code]).toEqual([413, 413]);
    }
  });

  it('offers app passwords at the webmail endpoint only', async () => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"AppPasswords.get","params":{}}';
    const admin = `${run.ready.admin}/admin/api/jsonrpc/`;
    expect(errorOf((await post(body, {}, admin)).body).code).toBe(-32601);
    expect(errorOf((await post(body)).body).code).toBe(-32001);
    expect((await post(version, {}, admin)).body).toContain('minimumClientVersion');
  });

  it('lets no other method or type at its path', async () => {
    expect((await https(run, webmail(), undefined)).status).toBe(404);
    expect((await post(version, { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('speaks no %s', async (protocol) => {
    const port = Number(new URL(run.ready.webmail).port);
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect({
        host: '127.0.0.1',
        port,
        ca: run.ca,
        minVersion: protocol,
        maxVersion: protocol,
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      socket.once('secureConnect', () => resolve('connected'));
      socket.once('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });

  it('names localhost and both loopback addresses in its certificate', async () => {
    const port = Number(new URL(run.ready.webmail).port);
    for (const servername of ['localhost', '127.0.0.1', '::1']) {
      const certificate = await new Promise<string>((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port, ca: run.ca, checkServerIdentity: () => undefined }, () => {
          resolve(socket.getPeerCertificate().subjectaltname ?? '');
          socket.end();
        });
        socket.once('error', reject);
      });
      expect(certificate).toContain(servername === '::1' ? '0:0:0:0:0:0:0:1' : servername);
    }
  });
});

/** An element as the parser tells it where order matters: one member named like the element, and its attributes. */
type Node = { readonly ':@'?: Record<string, string>; readonly [name: string]: unknown };
const nameOf = (node: Node | undefined): string => Object.keys(node ?? {}).find((key) => key !== ':@') ?? '';
const childrenOf = (node: Node | undefined): Node[] => (node?.[nameOf(node)] ?? []) as Node[];
const textOf = (node: Node): string => String((childrenOf(node)[0] as { '#text'?: unknown } | undefined)?.['#text']);

describe('settings documents', () => {
  const paths = ['/.well-known/autoconfig/mail/config-v1.1.xml', '/mail/config-v1.1.xml'];
  it.each(paths)('%s names every mail service', async (path) => {
    const answer = await https(run, `${run.ready.webmail}${path}?emailaddress=ana%40enforced.example`, undefined);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('xml');
    const { clientConfig } = new XMLParser({ ignoreAttributes: false }).parse(answer.body);
    const provider = clientConfig.emailProvider;
    expect(provider.domain).toBe('enforced.example');
    const servers = [...provider.incomingServer, ...provider.outgoingServer].map((server) => [
      server['@_type'],
      server.hostname,
      server.port,
      server.socketType,
    ]);
    const { imap, imaps, pop3s, smtp, smtps } = run.ready;
    expect(servers).toEqual([
      ['imap', '127.0.0.1', imaps.port, 'SSL'],
      ['imap', '127.0.0.1', imap.port, 'STARTTLS'],
      ['pop3', '127.0.0.1', pop3s.port, 'SSL'],
      ['smtp', '127.0.0.1', smtps.port, 'SSL'],
      ['smtp', '127.0.0.1', smtp.port, 'STARTTLS'],
    ]);
  });

  it('keep strictly to the format: its elements, in its order, with its values', async () => {
    const answer = await https(
      run,
      `${run.ready.webmail}/mail/config-v1.1.xml?emailaddress=x%40off.example`,
      undefined,
    );
    expect(XMLValidator.validate(answer.body)).toBe(true);
    const [declaration, root] = new XMLParser({ ignoreAttributes: false, preserveOrder: true }).parse(
      answer.body,
    ) as Node[];
    expect(declaration).toMatchObject({ ':@': { '@_version': '1.0', '@_encoding': 'UTF-8' } });
    expect([nameOf(root), root?.[':@']]).toEqual(['clientConfig', { '@_version': '1.1' }]);
    const [provider, ...rest] = childrenOf(root);
    expect([nameOf(provider), provider?.[':@'], rest]).toEqual(['emailProvider', { '@_id': 'off.example' }, []]);
    const parts = childrenOf(provider);
    expect(parts.map(nameOf)).toEqual([
      'domain',
      'displayName',
      'displayShortName',
      ...['incomingServer', 'incomingServer', 'incomingServer', 'outgoingServer', 'outgoingServer'],
    ]);
    for (const part of parts.slice(3)) {
      const isOutgoing = nameOf(part) === 'outgoingServer';
      expect(Object.keys(part[':@'] ?? {})).toEqual(['@_type']);
      expect(part[':@']?.['@_type']).toMatch(isOutgoing ? /^smtp$/u : /^(?:imap|pop3)$/u);
      expect(childrenOf(part).map(nameOf)).toEqual(['hostname', 'port', 'socketType', 'username', 'authentication']);
      const [hostname, port, socketType, username, authentication] = childrenOf(part).map(textOf);
      expect(hostname).toMatch(/^[\w.-]+$/u);
      expect(Number(port)).toBeGreaterThan(0);
      expect(Number(port)).toBeLessThan(65_536);
      expect(socketType).toMatch(/^(?:SSL|STARTTLS)$/u);
      expect([username, authentication]).toEqual(['%EMAILADDRESS%', 'password-cleartext']);
    }
  });

  it('know nothing of foreign domains', async () => {
    const url = `${run.ready.webmail}/mail/config-v1.1.xml?emailaddress=x%40elsewhere.example`;
    expect((await https(run, url, undefined)).status).toBe(404);
    const general = await https(run, `${run.ready.webmail}/mail/config-v1.1.xml`, undefined);
    expect(general.body).toContain('%EMAILDOMAIN%');
  });
});

describe('before a session', () => {
  it('turns a client away that is too old, whatever its password', async () => {
    const client = rpcClient(run);
    for (const password of [demoPassword, 'wrong']) {
      const error = await client.fails('Session.login', {
        userName: 'otto@off.example',
        password,
        application: { ...application, version: '0.8.9' },
      });
      expect(error).toMatchObject({ code: 1000, data: { symbol: 'ClientTooOld', minimumVersion: '0.9' } });
    }
  });
});
