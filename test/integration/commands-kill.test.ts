import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Command } from '../../app/domain/mail-command.ts';
import { actKey, contentsOf, idOf, message, openStore, queueOver, storePath, takeOver } from './support/act-world.ts';
import { type PlainDovecot, startPlainDovecot } from './support/plain-dovecot.ts';

let server: PlainDovecot;
const place = storePath();
beforeAll(async () => {
  // The fallback has the most to go wrong in.
  server = await startPlainDovecot({ without: ['MOVE'] });
});
afterAll(async () => {
  await server.stop();
  place.remove();
});

const child = new URL('support/act-child.ts', import.meta.url).pathname;

/** Tells the server what waits, in a process of its own, which is killed after a while. */
const tellIn = async (killAfter: number | undefined): Promise<string> => {
  const access = JSON.stringify(server.access());
  const args = ['--import', 'tsx', child, place.path, actKey.toString('hex'), access, server.ca];
  const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  running.stderr.on('data', (part: Buffer) => {
    output += part.toString();
  });
  const ready = new Promise<void>((resolve) => {
    running.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      if (output.includes('go\n')) resolve();
    });
  });
  const gone = once(running, 'exit');
  await Promise.race([ready, gone]);
  if (killAfter !== undefined) {
    await sleep(killAfter);
    running.kill('SIGKILL');
  }
  await gone;
  return output;
};

const names = Array.from({ length: 12 }, (_, index) => `m${index}`);
const folders = ['INBOX', 'Work', 'Archive', 'Play'];
const flags = ['\\Seen', '\\Flagged', '$Later'];

/** Numbers that look random and are the same in every run. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
};

it('carries out everything exactly once, killed at twenty random moments', async () => {
  const other = await server.client();
  for (const path of ['Work', 'Play']) await other.mailboxCreate(path);
  for (const name of names) await other.append('INBOX', Buffer.from(message(name)));
  let store = openStore(place.path);
  await takeOver(store, other);
  const ideal = names.map((name) => ({ name, folder: 'INBOX', flags: new Set<string>(), ours: true }));
  const roll = dice(20_261);
  let appended = 0;
  let cut = 0;

  for (let round = 0; round < 20; round += 1) {
    const { queue } = queueOver(store, undefined);
    for (let count = 0; count < 6; count += 1) {
      const chosen = ideal.filter(({ ours }) => ours && roll(4) === 0);
      const ids = chosen.map(({ folder, name }) => idOf(store, folder, name));
      const to = folders[roll(folders.length)] ?? 'INBOX';
      const flag = flags[roll(flags.length)] ?? '\\Seen';
      const kind = roll(4);
      let command: Command | undefined;
      if (kind === 3) {
        appended += 1;
        ideal.push({ name: `new${appended}`, folder: to, flags: new Set(), ours: false });
        command = { kind: 'append', to, source: new Uint8Array(message(`new${appended}`)), flags: [] };
      } else if (ids.length === 0) {
        continue;
      } else if (kind === 0) {
        for (const each of chosen) each.flags.add(flag);
        command = { kind: 'flag', ids, add: [flag], remove: [] };
      } else if (kind === 1) {
        for (const each of chosen) each.folder = to;
        command = { kind: 'move', ids, to };
      } else {
        ideal.push(...chosen.map((each) => ({ ...each, flags: new Set(each.flags), folder: to, ours: false })));
        command = { kind: 'copy', ids, to };
      }
      expect(queue.do(command).ok).toBe(true);
    }
    await queue.close();
    store.close();
    const output = await tellIn(roll(160));
    expect(output).toContain('go\n');
    if (!output.includes('left 0')) cut += 1;
    store = openStore(place.path);
  }
  store.close();
  expect(cut).toBeGreaterThan(5);
  const output = await tellIn(undefined);
  expect(output).toContain('left 0');
  expect(output).not.toContain('refused');

  const contents = await contentsOf(other);
  for (const path of folders) {
    const wanted = ideal
      .filter(({ folder }) => folder === path)
      .map((each) => [each.name, ...[...each.flags].sort()].join(' '))
      .sort();
    expect(contents[path]).toEqual(wanted);
  }
  store = openStore(place.path);
  const shown = (path: string) => store.listMessages(store.folder(path)?.id ?? 0, 1000).map(({ subject }) => subject);
  for (const { name, folder } of ideal.filter(({ ours }) => ours)) expect(shown(folder)).toContain(name);
  store.close();
}, 240_000);
