import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { admin, builtInAdministrator } from './support/administer.ts';
import { logLines } from './support/log-lines.ts';
import { rpcClient } from './support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from './support/run-server.ts';

const otto = 'otto@off.example';
const mebibyte = 1024 * 1024;
const data = temporaryData();
const logs = join(data.path, 'logs');
const log = (name: string): string => join(logs, `${name}.log`);
let run: ServerRun;
beforeAll(async () => {
  mkdirSync(logs, { mode: 0o700 });
  const old = '[01/Mar/2026 10:00:00] HTTP/WebMail: something of an earlier day\n';
  writeFileSync(log('audit'), old.repeat(Math.floor((mebibyte - 200) / old.length)), { mode: 0o600 });
  run = await runServer(data.path, ['--seed', 'demo', '--log-size', '1', '--log-keep', '2']);
});
afterAll(async () => {
  await run.end();
  data.remove();
});

it('sets a large log aside by itself, and shows it to administrators all the same', async () => {
  const before = statSync(log('audit')).size;
  for (let count = 0; count < 4; count += 1) await rpcClient(run).login(otto);
  expect(statSync(`${log('audit')}.1`).size).toBeGreaterThanOrEqual(before);
  expect(statSync(`${log('audit')}.1`).size).toBeLessThanOrEqual(mebibyte);
  expect(statSync(log('audit')).mode & 0o777).toBe(0o600);
  const client = await builtInAdministrator(run);
  const all = await client.ok('Logs.search', { logName: 'audit', what: `User ${otto} authenticated` });
  expect(all['totalItems']).toBe(4);
  const first = await client.ok('Logs.getMessages', { logName: 'audit', fromLine: 0, countLines: 1 });
  expect(first['list']).toEqual([{ line: 0, content: expect.stringContaining('of an earlier day') }]);
  const { list } = (await client.ok('Logs.get')) as { list: { logName: string; size: number }[] };
  expect(list.find(({ logName }) => logName === 'audit')?.size).toBeGreaterThan(before);
  const shown = await admin(data.path, ['log', 'show', 'audit', '--find', otto, '--lines', '10']);
  expect(shown.stdout.trimEnd().split('\n')).toHaveLength(4);
  const parts = await admin(data.path, ['log', 'show', 'audit', '--find', 'earlier day', '--lines', '3']);
  expect(parts.stdout.trimEnd().split('\n')).toHaveLength(3);
});

it('goes on in new files after logrotate moved the old ones and sent SIGHUP', async () => {
  renameSync(log('security'), `${log('security')}.moved`);
  const wrong = { userName: otto, password: 'wrong', application: { name: 'x', vendor: 'x', version: '1.0.0' } };
  await rpcClient(run).fails('Session.login', wrong);
  expect(existsSync(log('security'))).toBe(false);
  process.kill(Number(readFileSync(join(data.path, 'state/server.pid'), 'utf8')), 'SIGHUP');
  await expect
    .poll(async () => {
      await rpcClient(run).fails('Session.login', wrong);
      return existsSync(log('security'));
    })
    .toBe(true);
  expect(logLines(run, 'security', `Invalid password for user ${otto}`).length).toBeGreaterThan(0);
  expect(run.child.exitCode).toBeNull();
});

it('serves on while a log cannot be written, and tells later how much is missing', async () => {
  renameSync(log('audit'), `${log('audit')}.moved`);
  symlinkSync('/dev/full', log('audit'));
  run.child.kill('SIGHUP');
  await expect
    .poll(async () => {
      expect(await rpcClient(run).login(otto)).toMatchObject({ state: 'none' });
      return run.stderr();
    })
    .toMatch(/^The audit log cannot be written: ENOSPC/mu);
  expect(await rpcClient(run).login(otto)).toMatchObject({ state: 'none' });
  rmSync(log('audit'));
  run.child.kill('SIGHUP');
  await expect
    .poll(async () => {
      await rpcClient(run).login(otto);
      return existsSync(log('audit')) ? logLines(run, 'audit', /\d lines could not be written here$/u) : [];
    })
    .toHaveLength(1);
  expect(logLines(run, 'audit', `User ${otto} authenticated`).length).toBeGreaterThan(0);
  expect(run.stderr().match(/cannot be written/gu)).toHaveLength(1);
});
