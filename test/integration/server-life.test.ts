import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppPassword, enrol } from './support/enrol.ts';
import { imapSignIn, lineClient } from './support/line-client.ts';
import { logLines } from './support/log-lines.ts';
import { dovecots } from './support/processes.ts';
import { demoPassword, rpcClient } from './support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from './support/run-server.ts';

const ana = 'ana@enforced.example';
const running: ServerRun[] = [];
let data: ReturnType<typeof temporaryData>;
const folders: ReturnType<typeof temporaryData>[] = [];

const start = async (...args: string[]): Promise<ServerRun> => {
  const run = await runServer(data.path, args);
  running.push(run);
  return run;
};
beforeEach(() => {
  data = temporaryData();
  folders.push(data);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((run) => run.end()));
});
afterAll(() => {
  for (const folder of folders) folder.remove();
});

const until = async (what: () => boolean | Promise<boolean>): Promise<void> => {
  for (let count = 0; count < 100; count += 1) {
    if (await what()) return;
    await sleep(100);
  }
  throw new Error('it did not happen in time');
};

const enrolledState = async (run: ServerRun) => {
  const { client } = await enrol(run, ana);
  const { secret } = await createAppPassword(client, 'Phone', ['imap']);
  expect(await imapSignIn(run, ana, secret)).toMatch(/^a OK/u);
  return { client, secret };
};

const expectState = async (run: ServerRun, before: Awaited<ReturnType<typeof enrolledState>>): Promise<void> => {
  expect(await imapSignIn(run, ana, before.secret)).toMatch(/^a OK/u);
  const again = rpcClient(run);
  again.cookies.set('TFA_CONNECT_WEBMAIL', before.client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
  expect(await again.login(ana)).toMatchObject({ state: 'none' });
  const sameSession = rpcClient(run);
  sameSession.token = before.client.token;
  for (const [name, value] of before.client.cookies) sameSession.cookies.set(name, value);
  expect(await sameSession.ok('AppPasswords.get')).toMatchObject({ totalItems: 1 });
};

describe('the program', () => {
  it('prints one line, ends with 0 on SIGTERM, children included, and starts again quickly with all state', async () => {
    const first = await start('--seed', 'demo');
    const before = await enrolledState(first);
    await expect.poll(() => dovecots(data.path), { timeout: 3000 }).toHaveLength(1);
    expect(await first.end()).toEqual({ code: 0, signal: null });
    expect(dovecots(data.path)).toEqual([]);
    expect(first.stdout().trimEnd().split('\n')).toHaveLength(1);
    const started = Date.now();
    const second = await start();
    expect(Date.now() - started).toBeLessThan(5000);
    await expectState(second, before);
    expect(await second.end('SIGINT')).toEqual({ code: 0, signal: null });
  });

  it('loses nothing acknowledged when it is killed, and finds its way after it', async () => {
    const first = await start('--seed', 'demo');
    const before = await enrolledState(first);
    await first.end('SIGKILL');
    await until(() => dovecots(data.path).length === 0);
    await expectState(await start(), before);
  });

  it('starts Dovecot again when it dies', async () => {
    const run = await start('--seed', 'demo');
    const [pid = 0] = dovecots(data.path);
    process.kill(pid, 'SIGKILL');
    await until(() => {
      const now = dovecots(data.path);
      return now.length === 1 && now[0] !== pid;
    });
    await until(async () => {
      const answer = await imapSignIn(run, 'otto@off.example', demoPassword).catch(() => '');
      return answer.startsWith('a OK');
    });
    expect(logLines(run, 'warning', 'Dovecot ended unexpectedly')).toHaveLength(1);
  });

  it('ends live connections when it ends', async () => {
    const run = await start('--seed', 'demo');
    const imap = await lineClient(run, run.ready.imap, { tls: false });
    await imap.expect(/^\* OK[^\n]*\n/u);
    await run.end();
    await imap.closed;
  });

  it('lets only one server use a data folder', async () => {
    await start('--seed', 'demo');
    await expect(runServer(data.path)).rejects.toThrow(
      /exit code 1[\s\S]*Another server already uses the data folder/u,
    );
  });

  it('names a taken port with the way out, and leaves nothing running', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => {
        const address = blocker.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const fault = await runServer(data.path, ['--webmail-port', String(port)]).catch((reason: Error) => reason.message);
    expect(fault).toContain('exit code 1');
    expect(fault).toContain(`Port ${port} for webmail cannot be used: another program uses it.`);
    expect(fault).toContain('--webmail-port');
    expect(dovecots(data.path)).toEqual([]);
    await new Promise<void>((resolve) => blocker.close(() => resolve()));
  });

  it('seeds an empty folder only', async () => {
    const first = await start('--seed', 'demo');
    const client = rpcClient(first);
    await client.login('otto@off.example');
    await client.ok('Session.setPassword', {
      currentPassword: demoPassword,
      newPassword: 'Changed-pass-2',
      revokeAppPasswords: false,
    });
    await first.end();
    const second = await start('--seed', 'demo');
    expect(await rpcClient(second).login('otto@off.example', 'Changed-pass-2')).toMatchObject({ state: 'none' });
  });

  it('does not start without its keys rather than make new ones', async () => {
    const first = await start('--seed', 'demo');
    await first.end();
    execFileSync('mv', [join(data.path, 'keys'), join(data.path, 'keys-away')]);
    await expect(runServer(data.path)).rejects.toThrow(/exit code 1[\s\S]*is missing[\s\S]*backup/u);
  });

  it('keeps every secret out of reach and out of the database in clear', async () => {
    const run = await start('--seed', 'demo');
    const { client, secret } = await enrolledState(run);
    for (const path of [
      'keys/hash.key',
      'keys/second-factor.key',
      'certificates/ca.key',
      'certificates/server.key',
      'dovecot/auth.lua',
    ]) {
      expect([path, statSync(join(data.path, path)).mode & 0o777]).toEqual([path, 0o600]);
    }
    for (const path of ['keys', 'state', 'logs']) {
      expect([path, statSync(join(data.path, path)).mode & 0o777]).toEqual([path, 0o700]);
    }
    await run.end();
    for (const hidden of [secret, demoPassword, client.token ?? '-', ...client.cookies.values()]) {
      const found = (() => {
        try {
          return execFileSync(
            'grep',
            ['--recursive', '--files-with-matches', '--fixed-strings', '--', hidden, data.path],
            { encoding: 'utf8' },
          );
        } catch {
          return '';
        }
      })();
      expect(found).toBe('');
    }
  });

  it('follows its clock offset', async () => {
    const run = await start('--seed', 'demo', '--clock-offset', '86400');
    const client = rpcClient(run);
    await client.login('otto@off.example');
    const { serverTime } = await client.ok('TwoFactor.getStatus');
    expect(Math.abs(Date.parse(String(serverTime)) - Date.now() - 86_400_000)).toBeLessThan(5000);
  });
});
