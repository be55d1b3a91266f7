import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from '../../../app/server/dovecot/installation.ts';

const startTimeout = 15_000;
const pollInterval = 10;

/** Resolves with whether an IMAP server greets there. */
export const greets = ({ host, port }: { host: string; port: number }): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => done(false));
    socket.once('error', () => done(false));
    socket.once('end', () => done(false));
    socket.once('data', (data) => done(data.toString('latin1').startsWith('* OK')));
  });

export type ServerProcess = {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: () => boolean;
  /** Asks the group to end, and ends what does not. */
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

const signalGroup = (group: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody left.
  }
};

/** Whether somebody of the group still runs; what is dead and not yet collected does not count. */
const livesOn = (group: number): boolean =>
  readdirSync('/proc').some((pid) => {
    if (!/^\d+$/u.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Behind the name in parentheses (proc(5)): state, parent, group.
      const [state, , of] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(of) === group && state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  });

const endGroup = async (group: number, signal: NodeJS.Signals): Promise<void> => {
  signalGroup(group, signal);
  for (let waited = 0; livesOn(group); waited += pollInterval) {
    if (waited > 200) signalGroup(group, 'SIGKILL');
    await sleep(pollInterval);
  }
};

/**
 * Starts a server in a process group of its own that ends with this process, also when this one is killed.
 * @param options `user`: whose rights it gets when this is root; a server that changed by itself would lose the tie
 */
export const startServerProcess = (
  command: readonly [string, ...string[]],
  options: { readonly environment?: NodeJS.ProcessEnv; readonly user?: { uid: number; gid: number } } = {},
): ServerProcess => {
  const { environment = process.env, user } = options;
  const setpriv = findProgram('setpriv');
  const become =
    user === undefined || process.getuid?.() !== 0
      ? []
      : ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'];
  const tie = setpriv === undefined ? [] : [setpriv, ...become, '--pdeathsig', 'TERM'];
  const [program = '', ...args] = [...tie, ...command];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output = `${output}${part.toString()}`.slice(-100_000);
    });
  }
  child.once('error', (fault) => {
    output += fault.message;
  });
  const ended = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const group = child.pid;
  const killAtExit = () => {
    if (group !== undefined) signalGroup(group, 'SIGKILL');
  };
  process.once('exit', killAtExit);
  const end = async (first: NodeJS.Signals) => {
    if (group !== undefined) {
      if (first === 'SIGKILL') signalGroup(group, first);
      else if (!ended()) child.kill(first);
      const timely = await Promise.race([gone.then(() => true), sleep(5000, false, { ref: false })]);
      if (!timely) signalGroup(group, 'SIGKILL');
      await gone;
      // A master may leave those behind that still serve somebody.
      await endGroup(group, first);
    }
    process.removeListener('exit', killAtExit);
  };
  return { child, output: () => output, ended, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
};

/** Waits until it greets at every address; false when it ended or took too long. */
export const untilGreeting = async (
  running: ServerProcess,
  addresses: readonly { host: string; port: number }[],
): Promise<boolean> => {
  const deadline = Date.now() + startTimeout;
  for (const address of addresses) {
    while (!(await greets(address))) {
      if (running.ended() || Date.now() > deadline) return false;
      await sleep(pollInterval);
    }
  }
  return true;
};
