import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/**
 * A Dovecot with the server's own settings but for one thing: it looks passwords up in a file, in clear, which is the
 * quickest Dovecot can do.
 * @param data the server's data folder, of which configuration and certificate are taken
 */
export const startPlainDovecot = async (
  data: string,
  users: readonly { readonly name: string; readonly password: string }[],
) => {
  const folder = join(data, 'plain');
  mkdirSync(join(folder, 'run'), { recursive: true, mode: 0o755 });
  const passwords = join(folder, 'passwd');
  writeFileSync(passwords, users.map(({ name, password }) => `${name}:{PLAIN}${password}\n`).join(''), { mode: 0o644 });
  const [imap, imaps, pop3s] = [await freePort(), await freePort(), await freePort()];
  const own = readFileSync(join(data, 'dovecot', 'dovecot.conf'), 'utf8');
  const ports = [imap, imaps, pop3s];
  const configuration = own
    .replace(/^base_dir = .*$/mu, `base_dir = ${join(folder, 'run')}`)
    .replace(/passdb \{[^}]*\}/u, `passdb {\n  driver = passwd-file\n  args = ${passwords}\n}`)
    .replace(/port = [1-9]\d*/gu, () => `port = ${ports.shift()}`);
  const file = join(folder, 'dovecot.conf');
  writeFileSync(file, configuration);
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '/usr/sbin/dovecot', '-F', '-c', file], { stdio: 'ignore' });
  for (let waited = 0; !(await answers(imaps)); waited += 50) {
    if (child.exitCode !== null || waited > 10_000) throw new Error('the plain Dovecot did not start');
    await sleep(50);
  }
  return {
    imaps: { host: '127.0.0.1', port: imaps },
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
};
