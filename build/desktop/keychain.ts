import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Group, run, startGroup } from '../set-up/process-group.mjs';
import { type AppUser, commandAs } from './app-user.ts';

/** `locked`: the service answers but its keyring is not opened; `absent`: there is no D-Bus session at all. */
export type KeychainState = 'unlocked' | 'locked' | 'absent';

export type Keychain = {
  readonly environment: Readonly<Record<string, string>>;
  /** Opens a locked keyring, as its owner would by typing the password. */
  readonly unlock: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** No service folders: nothing may be started through this bus, above all no second keyring. */
const busConfiguration = (
  socket: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

const keyringPassword = 'keyring';

/**
 * What PAM's module does at a login (gnome-keyring, daemon/control): a byte that carries the credentials, then length,
 * operation 1 and the password. The daemon's own --unlock would start a second daemon instead.
 */
const unlockScript = `
  use IO::Socket::UNIX;
  my $socket = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 100;
  my $request = pack('N N/a*', 1, scalar <STDIN>);
  $socket->syswrite("\\0" . pack('N', 4 + length $request) . $request);
  $socket->sysread(my $reply, 8) == 8 or exit 101;
  exit((unpack('NN', $reply))[1]);
`;

const serviceName = 'org.freedesktop.secrets';

const until = async (what: string, check: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + 10_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`${what} did not come up within 10 s`);
    await wait(50);
  }
};

const startBus = async (user: AppUser, runtimeFolder: string, environment: Record<string, string>): Promise<Group> => {
  const file = join(runtimeFolder, 'bus.conf');
  await writeFile(file, busConfiguration(join(runtimeFolder, 'bus')), { mode: 0o644 });
  const [command, args] = commandAs(user, 'dbus-daemon', ['--nofork', '--nopidfile', `--config-file=${file}`]);
  return startGroup(command, args, { env: environment, stdio: 'ignore', dieWithParent: false });
};

const ownsName = async (user: AppUser, environment: Record<string, string>): Promise<boolean> => {
  const call = [
    '--session',
    '--print-reply=literal',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ];
  const [command, args] = commandAs(user, 'dbus-send', [...call, `string:${serviceName}`]);
  const { code, output } = await run(command, args, { env: environment, timeout: 5000, dieWithParent: false });
  return code === 0 && output.includes('true');
};

/**
 * Starts a private D-Bus session with gnome-keyring in it, the keyring's files below `dataFolder`. The password of
 * the keyring guards nothing: who can read the files can read this source.
 */
export const startKeychain = async (
  user: AppUser,
  { dataFolder, runtimeFolder, state }: { dataFolder: string; runtimeFolder: string; state: KeychainState },
): Promise<Keychain> => {
  const environment = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: dataFolder,
    XDG_DATA_HOME: dataFolder,
    XDG_RUNTIME_DIR: runtimeFolder,
    // Named even when nothing listens there: libraries that find no address start a bus of their own.
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(runtimeFolder, 'bus')}`,
  };
  if (state === 'absent') return { environment, unlock: async () => {}, stop: async () => {} };

  const bus = await startBus(user, runtimeFolder, environment);
  const unlock = state === 'unlocked' ? ['--unlock'] : [];
  const [command, args] = commandAs(user, 'gnome-keyring-daemon', ['--foreground', '--components=secrets', ...unlock]);
  const busAnswers = async (): Promise<boolean> => {
    const [send, rest] = commandAs(user, 'dbus-send', [
      '--session',
      '--dest=org.freedesktop.DBus',
      '--print-reply',
      '/',
      'org.freedesktop.DBus.GetId',
    ]);
    return (await run(send, rest, { env: environment, timeout: 5000, dieWithParent: false })).code === 0;
  };
  await until('The D-Bus session', busAnswers);
  const daemon = startGroup(command, args, {
    env: environment,
    stdio: ['pipe', 'ignore', 'ignore'],
    dieWithParent: false,
  });
  daemon.child.stdin?.end(state === 'unlocked' ? keyringPassword : '');
  await until('gnome-keyring', () => ownsName(user, environment));
  return {
    environment,
    unlock: async () => {
      const [open, rest] = commandAs(user, 'perl', ['-e', unlockScript, join(runtimeFolder, 'keyring/control')]);
      const opener = startGroup(open, rest, {
        env: environment,
        stdio: ['pipe', 'ignore', 'ignore'],
        dieWithParent: false,
      });
      opener.child.stdin?.end(keyringPassword);
      const { code } = await opener.ended;
      if (code !== 0) throw new Error(`The keyring could not be unlocked (${code}).`);
    },
    stop: async () => {
      await daemon.stop(3000);
      await bus.stop(3000);
    },
  };
};
