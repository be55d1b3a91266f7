import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentFetcher } from '../../app/api/finding/fetch-document.ts';
import { createServerFinder } from '../../app/api/finding/find-servers.ts';
import { createNameService } from '../../main/platform/name-service.ts';
import { type Issued, issue, privatePem } from '../unit/api/tls-server.ts';
import { startNameServer } from './support/name-server.ts';

const record = (host: string, port: number, priority = 0, weight = 1) => ({ host, port, priority, weight });

const settings = (host: string, more = ''): string => `<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="x"><domain>x</domain>
<incomingServer type="imap"><hostname>${host}</hostname><port>993</port><socketType>SSL</socketType>
<username>%EMAILLOCALPART%</username><authentication>password-cleartext</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.%EMAILDOMAIN%</hostname><port>587</port><socketType>STARTTLS</socketType>
<authentication>OAuth2</authentication></outgoingServer></emailProvider>${more}</clientConfig>`;

describe('finding the servers of an address', () => {
  let names: Awaited<ReturnType<typeof startNameServer>>;
  let trusted: Issued;
  const sites: Server[] = [];
  const requests: string[] = [];

  /** A web server that answers for one host name, under a certificate for it. */
  const site = async (host: string, issuer: Issued | undefined, answer: (path: string) => string | URL | undefined) => {
    const own = await issue({ name: host, hosts: ['127.0.0.1'], ...(issuer === undefined ? {} : { issuer }) });
    const server = createServer({ key: await privatePem(own), cert: own.pem }, (request, response) => {
      requests.push(`${host}${request.url}`);
      const said = answer(request.url ?? '');
      if (said instanceof URL) response.writeHead(302, { location: said.href }).end();
      else response.writeHead(said === undefined ? 404 : 200).end(said ?? 'no');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    sites.push(server);
    return (server.address() as AddressInfo).port;
  };

  let ports: Readonly<Record<string, number>> = {};

  beforeAll(async () => {
    trusted = await issue({ name: 'Authority', authority: true });
    names = await startNameServer({
      '_imaps._tcp.records.example': [
        record('second.records.example', 993, 20),
        record('light.records.example', 993, 10, 1),
        record('heavy.records.example', 1993, 10, 9),
      ],
      '_submissions._tcp.records.example': [record('smtp.elsewhere.example', 465)],
      '_submission._tcp.records.example': [record('smtp.records.example', 587)],
      '_imaps._tcp.none.example': [record('', 0)],
      '_imaps._tcp.refusing.example': 'refused',
      '_imaps._tcp.silent.example': 'silent',
      '_imaps._tcp.odd.example': [record('not a host', 993), record('mail.odd.example', 0)],
    });
    const answers = (path: string) => (path.startsWith('/mail/config') ? settings('imap.provider.example') : undefined);
    ports = {
      'told.example': await site('told.example', trusted, (path) =>
        path.startsWith('/.well-known/')
          ? settings(
              'imap.%EMAILDOMAIN%',
              '<webMail><loginPage url="https://web.told.example:8443/sign-in"/></webMail>',
            )
          : undefined,
      ),
      'autoconfig.hosted.example': await site('autoconfig.hosted.example', trusted, answers),
      'autoconfig.forged.example': await site('autoconfig.forged.example', undefined, answers),
      'plain.example': await site('plain.example', trusted, () => new URL('http://127.0.0.1/settings.xml')),
    };
  });
  afterAll(async () => {
    for (const one of sites) one.close();
    await names.close();
  });

  const find = (address: string) => {
    const fetch = documentFetcher({ authorities: [trusted.pem], pins: [] }, 3000);
    const finder = createServerFinder({
      names: createNameService([names.address]),
      fetchDocument: async ({ hostname, pathname, search }) => {
        const port = ports[hostname];
        return port === undefined ? undefined : fetch(new URL(`https://127.0.0.1:${port}${pathname}${search}`));
      },
    });
    return finder.find(address);
  };
  const hosts = (found: readonly { endpoint: { host: string; port: number } }[]): string[] =>
    found.map(({ endpoint }) => `${endpoint.host}:${endpoint.port}`);

  it('takes what the domain says itself first, and the web page it names', async () => {
    const found = await find('ana@told.example');
    expect(found.ours.map(({ url, from }) => [url.origin, from]).slice(0, 3)).toEqual([
      ['https://web.told.example:8443', 'wellKnown'],
      ['https://imap.told.example', 'wellKnown'],
      ['https://mail.told.example', 'commonName'],
    ]);
    expect(found.imap[0]).toEqual({
      endpoint: { host: 'imap.told.example', port: 993, security: 'tls' },
      from: 'wellKnown',
      user: 'ana',
      takesPassword: true,
      foreign: false,
    });
    expect(found.smtp[0]).toMatchObject({
      endpoint: { host: 'smtp.told.example', port: 587, security: 'startTls' },
      takesPassword: false,
    });
  });

  it('takes a settings host over service records, wherever it leads', async () => {
    const found = await find('ana@hosted.example');
    expect(found.imap[0]).toMatchObject({
      endpoint: { host: 'imap.provider.example' },
      from: 'autoconfig',
      foreign: false,
    });
    expect(requests).toContain('autoconfig.hosted.example/mail/config-v1.1.xml?emailaddress=ana%40hosted.example');
  });

  it('believes no settings under a certificate nobody vouches for, and follows no way out of https', async () => {
    expect((await find('ana@forged.example')).imap[0]?.from).toBe('commonName');
    expect((await find('ana@plain.example')).imap[0]?.from).toBe('commonName');
  });

  it('reads service records by priority and weight, and marks what lies outside the domain', async () => {
    const found = await find('ana@records.example');
    expect(hosts(found.imap).slice(0, 3)).toEqual([
      'heavy.records.example:1993',
      'light.records.example:993',
      'second.records.example:993',
    ]);
    expect(found.imap[0]).toMatchObject({ from: 'serviceRecord', foreign: false, user: 'ana@records.example' });
    expect(found.smtp.slice(0, 2)).toMatchObject([
      { endpoint: { host: 'smtp.elsewhere.example', port: 465, security: 'tls' }, foreign: true },
      { endpoint: { host: 'smtp.records.example', port: 587, security: 'startTls' }, foreign: false },
    ]);
    expect(found.ours[0]?.url.origin).toBe('https://heavy.records.example');
    expect([...new Set(names.asked())].filter((name) => name.endsWith('.records.example')).sort()).toEqual([
      '_imap._tcp.records.example',
      '_imaps._tcp.records.example',
      '_submission._tcp.records.example',
      '_submissions._tcp.records.example',
    ]);
  });

  it.each(['none', 'refusing', 'silent', 'odd'])('falls back to the usual names where records are %s', async (kind) => {
    const found = await find(`ana@${kind}.example`);
    expect(found.imap.map(({ from }) => from)).toEqual(['commonName', 'commonName']);
    expect(found.ours.map(({ url }) => url.host)).toEqual([
      `mail.${kind}.example`,
      `webmail.${kind}.example`,
      `${kind}.example`,
    ]);
  });

  it('finds nothing for what is no address', async () => {
    expect(await find('no address')).toEqual({ ours: [], imap: [], smtp: [] });
  });

  it('tells a name that does not exist from a name service that does not answer', async () => {
    const service = createNameService([names.address]);
    expect(await service.services('_imaps._tcp.nowhere.example')).toEqual({ ok: false, error: 'none' });
    expect(await service.services('_imaps._tcp.silent.example')).toEqual({ ok: false, error: 'silent' });
  });
});
