import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure, type Result, success } from '../result.ts';
import { findProgram } from './installation.ts';
import { isDovecotGroup, stopGroup } from './process-group.ts';

const readyTimeout = 15_000;
const stopTimeout = 5_000;
const pollInterval = 25;
const firstBackoff = 500;
const longestBackoff = 30_000;
/** A run this long counts as healthy: the next restart is immediate again. */
const healthyRun = 60_000;

export type DovecotCommand = {
  readonly program: string;
  readonly configurationFile: string;
  /** Keeps the number of Dovecot's process group, for a server that starts after this one was killed. */
  readonly groupFile: string;
  readonly wrapper: readonly string[];
  /** Where to knock to learn whether it answers. */
  readonly probe: { readonly host: string; readonly port: number };
  readonly onLine: (line: string) => void;
  readonly onEnd: () => void;
  readonly warn: (text: string) => void;
};

export type Supervisor = { readonly reload: () => void; readonly stop: () => Promise<void> };

const cmdline = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Stops a Dovecot that outlived the server that started it with this configuration, and clears its pid file: the
 * number may belong to another program by now, or to a dead process nobody has collected, and Dovecot would not start.
 */
export const stopStale = async (runFolder: string, configurationFile: string, groupFile: string): Promise<void> => {
  const group = existsSync(groupFile) ? Number(readFileSync(groupFile, 'utf8')) : 0;
  if (Number.isInteger(group) && group > 1 && isDovecotGroup(group)) await stopGroup(group);
  rmSync(groupFile, { force: true });
  const pidFile = join(runFolder, 'master.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').trim());
  const runs = () => Number.isInteger(pid) && pid > 1 && cmdline(pid).includes(configurationFile);
  if (runs()) {
    process.kill(pid, 'SIGTERM');
    for (let waited = 0; runs() && waited < stopTimeout; waited += pollInterval) await sleep(pollInterval);
    if (runs()) process.kill(pid, 'SIGKILL');
  }
  rmSync(pidFile, { force: true });
};

const greets = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => done(false));
    socket.once('error', () => done(false));
    socket.once('data', (data) => done(data.toString('latin1').startsWith('* OK')));
  });

const launch = (command: DovecotCommand): ChildProcess => {
  const setpriv = findProgram('setpriv');
  const line = [
    ...command.wrapper,
    // Ends Dovecot with us even when we are killed outright.
    ...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'TERM']),
    command.program,
    '-F',
    '-c',
    command.configurationFile,
  ];
  // A process group of its own: Ctrl-C at the terminal must not end Dovecot before the server has said goodbye.
  const child = spawn(line[0] ?? '', line.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  if (child.pid !== undefined) writeFileSync(command.groupFile, String(child.pid), { mode: 0o600 });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', command.onLine);
  }
  return child;
};

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (!ended(child)) {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const timely = await Promise.race([gone.then(() => true), sleep(stopTimeout, false, { ref: false })]);
    if (!timely) {
      child.kill('SIGKILL');
      await gone;
    }
  }
  if (child.pid !== undefined) await stopGroup(child.pid);
};

/**
 * Starts Dovecot in the foreground, waits until it greets, and starts it again with growing pauses when it dies.
 * @returns a failure with Dovecot's last words when it does not come up the first time
 */
export const superviseDovecot = async (command: DovecotCommand): Promise<Result<Supervisor, string>> => {
  let stopping = false;
  let backoff = firstBackoff;
  let lastLines: string[] = [];
  const watched: DovecotCommand = {
    ...command,
    onLine: (line) => {
      lastLines = [...lastLines.slice(-4), line];
      command.onLine(line);
    },
  };
  let child = launch(watched);
  child.once('error', (fault) => command.warn(`Dovecot could not be started: ${fault.message}`));

  const restartWhenDead = (started: number): void => {
    child.once('exit', async () => {
      command.onEnd();
      if (stopping) return;
      if (Date.now() - started > healthyRun) backoff = firstBackoff;
      command.warn(`Dovecot ended unexpectedly and is started again in ${backoff} ms`);
      await sleep(backoff);
      backoff = Math.min(backoff * 2, longestBackoff);
      if (stopping) return;
      child = launch(watched);
      restartWhenDead(Date.now());
    });
  };

  const deadline = Date.now() + readyTimeout;
  while (!(await greets(command.probe.host, command.probe.port))) {
    if (ended(child) || Date.now() > deadline) {
      stopping = true;
      await stopChild(child);
      return failure(lastLines.join('\n') || 'no output');
    }
    await sleep(pollInterval);
  }
  restartWhenDead(Date.now());
  return success({
    reload: () => void child.kill('SIGHUP'),
    stop: async () => {
      stopping = true;
      await stopChild(child);
    },
  });
};
