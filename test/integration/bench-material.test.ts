import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commonWord, type Material, startMaterialServer, writeMaterial } from '../bench/engine/generator.ts';
import { changedFlags, existsLatency, imapflowPass, noChangeSelect, wirePass } from '../bench/engine/reference.ts';
import type { PlainDovecot } from './support/plain-dovecot.ts';

const options = { count: 400, perFolder: 5 };
let server: PlainDovecot;
let material: Material;
beforeAll(async () => {
  ({ server, material } = await startMaterialServer(options));
});
afterAll(() => server.stop());

const hashOf = (maildir: string, part: string): string => {
  const hash = createHash('sha256');
  const folder = join(maildir, part);
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
};

it('is the same for the same options', async () => {
  const maildir = mkdtempSync(join(tmpdir(), 'latchkey-material-'));
  try {
    await writeMaterial(maildir, options);
    for (const part of ['cur', '.Sent/cur']) expect(hashOf(maildir, part)).toBe(hashOf(material.maildir, part));
  } finally {
    rmSync(maildir, { recursive: true, force: true });
  }
});

it('is what Dovecot serves, numbered in the order of arrival', async () => {
  const client = await server.client();
  const folders = await client.list({ statusQuery: { messages: true } });
  expect(folders.find(({ path }) => path === 'Rechnungen Übersicht')?.status?.messages).toBe(5);
  const counts = folders.map(({ status }) => status?.messages ?? 0);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(material.messages);
  await client.mailboxOpen('INBOX');
  const rows = await client.fetchAll('1:*', { internalDate: true, size: true });
  const dates = rows.map(({ internalDate }) => Number(internalDate));
  expect(rows.map(({ uid }) => uid)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
  expect(dates).toEqual([...dates].sort((a, b) => a - b));
  const [message] = await client.fetchAll('7', { source: true });
  expect(message?.source?.length).toBe(rows[6]?.size);
  await client.logout();
});

it('looks like the mail of people', async () => {
  const client = await server.client();
  await client.mailboxOpen('INBOX');
  const seen = { replies: 0, alternatives: 0, attachments: 0, lists: 0, common: 0, foreign: 0 };
  const ids = new Set<string>();
  for await (const { source } of client.fetch('1:*', { source: true })) {
    const mail = await PostalMime.parse(source ?? '');
    if (mail.messageId !== undefined) ids.add(mail.messageId);
    if (mail.inReplyTo !== undefined) seen.replies += ids.has(mail.inReplyTo) ? 1 : 0;
    if (mail.html !== undefined) seen.alternatives += 1;
    if (mail.attachments.length > 0) seen.attachments += 1;
    if (mail.headers.some(({ key }) => key === 'list-id')) seen.lists += 1;
    if (mail.text?.includes(commonWord)) seen.common += 1;
    if (/[^\p{Script=Latin}\p{Script=Common}]/u.test(mail.text ?? '')) seen.foreign += 1;
    expect(mail.text).not.toContain('\ufffd');
    expect(mail.subject).toBeTruthy();
  }
  await client.logout();
  expect(ids.size).toBe(400);
  expect(seen.replies).toBeGreaterThan(150);
  expect(seen.alternatives / 400).toBeCloseTo(0.8, 1);
  expect(seen.attachments / 400).toBeCloseTo(0.1, 1);
  expect(seen.lists).toBeGreaterThan(30);
  expect(seen.common / 400).toBeGreaterThan(0.5);
  expect(seen.foreign).toBeGreaterThan(40);
});

it('is measured without a mail engine', async () => {
  const [wire, library] = [await wirePass(server), await imapflowPass(server)];
  expect([wire.messages, library.messages]).toEqual([400, 400]);
  expect(wire.bytes).toBeGreaterThan(400 * 300);
  const unchanged = await noChangeSelect(server, 2);
  expect(Math.max(...unchanged.bytes.values)).toBeLessThan(2000);
  const { changes, everything } = await changedFlags(server, 20, 2);
  expect(Math.max(...changes.bytes.values)).toBeLessThan(Math.min(...everything.bytes.values));
  const { values } = await existsLatency(server, 2);
  expect(values).toHaveLength(2);
});
