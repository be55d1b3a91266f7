import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { othersCanEnter } from '../desktop/app-user.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../desktop/embedded-server.ts';
import { withLock } from '../set-up/lock.mjs';
import { checkoutId, isRoot, projectFolder } from '../set-up/places.mjs';
import { SetUpError } from '../set-up/report.mjs';

/** The state that one start leaves for the next. */
export type Demo = {
  readonly folder: string;
  readonly serverData: string;
  readonly profile: string;
  /** The computer the tour plays on is another one: another profile, another keychain, perhaps another user. */
  readonly tourProfile: string;
  readonly keyring: string;
  /** The key of the tour's authenticator. */
  readonly phone: string;
};

const ports = z.object({
  'webmail-port': z.int(),
  'admin-port': z.int(),
  'imap-port': z.int(),
  'imaps-port': z.int(),
  'pop3s-port': z.int(),
  'smtp-port': z.int(),
  'smtps-port': z.int(),
});

/** Root's checkout is often closed to the users that Dovecot and the application run as; then the state lies elsewhere. */
const findFolder = (): string =>
  isRoot && !othersCanEnter(projectFolder) ? `/var/lib/latchkey-mail/demo-${checkoutId}` : join(projectFolder, '.demo');

export const openDemo = async (): Promise<Demo> => {
  const folder = findFolder();
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await chmod(folder, 0o755);
  return {
    folder,
    serverData: join(folder, 'server'),
    profile: join(folder, 'profile'),
    tourProfile: join(folder, 'tour-profile'),
    keyring: join(folder, 'keyring'),
    phone: join(folder, 'phone.json'),
  };
};

/** Refuses a second start on the same state while the first still runs. */
export const whileAlone = <Value>(demo: Demo, work: () => Promise<Value>): Promise<Value> =>
  withLock(
    join(demo.folder, 'running'),
    (holder) => {
      throw new SetUpError(
        `Latchkey Mail already runs on ${demo.folder} (process ${holder ?? 'unknown'}). End it first.`,
      );
    },
    work,
  );

/**
 * Starts the demo's server on the ports of the first start: the application remembers the address of its server.
 */
export const startDemoServer = async (demo: Demo): Promise<EmbeddedServer> => {
  const file = join(demo.folder, 'ports.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const known = text === undefined ? {} : ports.parse(JSON.parse(text));
  const flags = Object.entries(known).flatMap(([name, port]) => [`--${name}`, String(port)]);
  const server = await startEmbeddedServer(demo.serverData, flags);
  if (text === undefined) {
    const chosen: z.infer<typeof ports> = {
      'webmail-port': Number(new URL(server.webmail).port),
      'admin-port': Number(new URL(server.admin).port),
      'imap-port': server.imap.port,
      'imaps-port': server.imaps.port,
      'pop3s-port': server.pop3s.port,
      'smtp-port': server.smtp.port,
      'smtps-port': server.smtps.port,
    };
    await writeFile(file, `${JSON.stringify(chosen, null, 2)}\n`);
  }
  return server;
};

export const demoPassword = 'Demo-pass-1';

const accounts = [
  ['ana@enforced.example', 'two-factor is enforced: the set-up comes first; some hundred messages'],
  ['ben@enforced.example', 'the same, with an emptier mailbox'],
  ['omar@optional.example', 'two-factor is optional'],
  ['sam@session.example', 'two-factor is enforced, a code at every start'],
  ['otto@off.example', 'no two-factor'],
] as const;

export const describeDemo = (demo: Demo, server: EmbeddedServer): string =>
  [
    '',
    `The server answers at ${server.webmail}. Its demo accounts, all with the password ${demoPassword}:`,
    ...accounts.map(([address, text]) => `  ${address.padEnd(24)} ${text}`),
    'Codes come from any authenticator that scans the QR code, or from the key printed beside it:',
    '  oathtool --totp -b "THE KEY"',
    `All of it is kept in ${demo.folder}; delete that folder to begin again.`,
    '',
  ].join('\n');
