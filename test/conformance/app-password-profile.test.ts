import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn } from '../integration/support/line-client.ts';
import { https, type RpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

const ana = 'ana@enforced.example';
let run: ServerRun & { close: () => Promise<void> };
let client: RpcClient;
beforeAll(async () => {
  run = await runDemoServer();
  ({ client } = await enrol(run, ana));
});
afterAll(() => run.close());

const offer = async (password: { id: string; secret: string }): Promise<string> =>
  `${run.ready.webmail}${(await client.ok('AppPasswords.offerProfile', password))['path']}`;

type Node = { readonly [tag: string]: readonly Node[] | string };

/** A property list as plain values, read in the order of its elements. */
const plain = (node: Node): unknown => {
  const [tag, content] = Object.entries(node)[0] ?? ['', ''];
  const children = content as readonly Node[];
  const text = String(children[0]?.['#text'] ?? '');
  if (tag === 'true' || tag === 'false') return tag === 'true';
  if (tag === 'integer') return Number(text);
  if (tag === 'array') return children.map(plain);
  if (tag !== 'dict') return text;
  const values = children.map(plain);
  return Object.fromEntries(values.flatMap((key, at) => (at % 2 === 0 ? [[String(key), values[at + 1]]] : [])));
};

const readPropertyList = (text: string): Record<string, unknown> => {
  expect(XMLValidator.validate(text)).toBe(true);
  const nodes = new XMLParser({ preserveOrder: true, parseTagValue: false }).parse(text) as Node[];
  const list = nodes.find((node) => 'plist' in node)?.['plist'] as readonly Node[];
  return plain(list[0] as Node) as Record<string, unknown>;
};

describe('the profile of an app password', () => {
  it('sets up reading and sending on an Apple device, and is handed out once', async () => {
    const made = await createAppPassword(client, 'Phone', ['imap', 'smtp']);
    const url = await offer(made);
    const answer = await https(run, url, undefined);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/x-apple-aspen-config',
        'content-disposition': 'attachment; filename="latchkey-mail.mobileconfig"',
        'cache-control': 'no-store',
      },
    });
    const profile = readPropertyList(answer.body);
    expect(profile).toMatchObject({ PayloadType: 'Configuration', PayloadVersion: 1, PayloadRemovalDisallowed: false });
    const { hostname } = new URL(run.ready.webmail);
    const [account] = profile['PayloadContent'] as Record<string, unknown>[];
    expect(account).toMatchObject({
      PayloadType: 'com.apple.mail.managed',
      EmailAccountType: 'EmailTypeIMAP',
      EmailAddress: ana,
      IncomingMailServerHostName: hostname,
      IncomingMailServerPortNumber: run.ready.imaps.port,
      IncomingMailServerUseSSL: true,
      IncomingMailServerUsername: ana,
      OutgoingMailServerHostName: hostname,
      OutgoingMailServerPortNumber: run.ready.smtps.port,
      OutgoingMailServerUseSSL: true,
    });
    expect(account?.['OutgoingPassword']).toBe(account?.['IncomingPassword']);
    expect(await imapSignIn(run, ana, String(account?.['IncomingPassword']))).toMatch(/^a OK/u);

    const again = await https(run, url, undefined);
    expect(again.status).toBe(404);
    expect(again.body).toContain('used already');
    expect(again.body).not.toContain(made.secret);
  });

  it('names only what the password may do', async () => {
    const answer = await https(run, await offer(await createAppPassword(client, 'Scanner', ['smtp'])), undefined);
    const [account] = readPropertyList(answer.body)['PayloadContent'] as Record<string, unknown>[];
    expect(Object.keys(account ?? {}).filter((key) => key.startsWith('Incoming'))).toEqual([]);
    expect(account).toHaveProperty('OutgoingPassword');
  });

  it('goes with its password, and with a newer offer of the same', async () => {
    const made = await createAppPassword(client, 'Tablet', ['imap']);
    const first = await offer(made);
    const second = await offer(made);
    expect((await https(run, first, undefined)).status).toBe(404);
    await client.ok('AppPasswords.remove', { ids: [made.id] });
    expect((await https(run, second, undefined)).status).toBe(404);
  });

  it('is offered only for the right secret of an own password', async () => {
    const made = await createAppPassword(client, 'Mac', ['imap']);
    const other = await createAppPassword(client, 'Other Mac', ['imap']);
    const ben = (await enrol(run, 'ben@enforced.example')).client;
    for (const [who, params] of [
      [client, { id: made.id, secret: other.secret }],
      [client, { id: made.id, secret: 'guess' }],
      [client, { id: 'unheard-of', secret: made.secret }],
      [ben, made],
    ] as const) {
      expect(await who.fails('AppPasswords.offerProfile', params)).toMatchObject({ code: 1002 });
    }
    expect((await https(run, `${run.ready.webmail}/profile/${'A'.repeat(43)}`, undefined)).status).toBe(404);
  });

  it('leaves neither its address nor its password in a log', async () => {
    const made = await createAppPassword(client, 'Logged', ['imap']);
    const url = await offer(made);
    await https(run, url, undefined);
    const files = await readdir(run.ready.logs);
    const text = (await Promise.all(files.map((file) => readFile(join(run.ready.logs, file), 'utf8')))).join('\n');
    expect(text).toContain("The profile of the app password 'Logged'");
    expect(text).not.toContain(made.secret);
    expect(text).not.toContain(url.slice(url.lastIndexOf('/') + 1));
  });

  it('belongs to a password whose expiry can be taken away', async () => {
    const { id } = await createAppPassword(client, 'Without end', ['imap'], { expiresInDays: 5 });
    const expiry = async () =>
      ((await client.ok('AppPasswords.get'))['list'] as { id: string; expiresAt?: string }[]).find(
        (one) => one.id === id,
      )?.expiresAt;
    expect(await expiry()).toBeDefined();
    await client.ok('AppPasswords.set', { id, expiresInDays: null });
    expect(await expiry()).toBeUndefined();
  });
});
