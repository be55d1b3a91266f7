import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const groups = new Set();
const undo = new Set();
let armed = false;
let held = 0;
let pending;
let taker;

const signalGroup = (child, signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};

const arm = () => {
  if (armed) return;
  armed = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void interrupted(signal));
  process.on('exit', () => {
    for (const child of groups) signalGroup(child, 'SIGKILL');
  });
};

const interrupted = async (signal) => {
  if (taker) return taker(signal);
  if (held > 0) {
    pending = signal;
    process.stderr.write(
      '  Finishing the installation of system packages first, so that none is left half-installed.\n',
    );
    return;
  }
  if (pending === 'leaving') process.exit(128 + constants.signals[signal]);
  pending = 'leaving';
  await stopEverything();
  process.exit(128 + constants.signals[signal]);
};

/** Runs every clean-up that is still registered, the newest first, and ends every group that still runs. */
export const stopEverything = async () => {
  for (const step of [...undo].reverse()) {
    undo.delete(step);
    await Promise.resolve()
      .then(step)
      .catch(() => {});
  }
  await Promise.all([...groups].map((child) => stop(child)));
};

/** Whether an interruption is being carried out; whatever fails now fails because of it. */
export const isLeaving = () => pending === 'leaving';

/** Ends this program in order when its parent is gone: a shell between npm and a script passes no signal on. */
export const leaveWithParent = () => {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
};

/** Registers what has to be undone when the program is interrupted; the answer takes it off the list again. */
export const onInterrupt = (step) => {
  arm();
  undo.add(step);
  return () => undo.delete(step);
};

/** Hands SIGINT, SIGTERM and SIGHUP to `handler` instead of ending this program. */
export const takeSignals = (handler) => {
  arm();
  taker = handler;
};

/** Lets `work` run to its end even when the program is interrupted meanwhile. */
export const uninterrupted = async (work) => {
  arm();
  held += 1;
  try {
    return await work();
  } finally {
    held -= 1;
    if (held === 0 && pending && pending !== 'leaving') void interrupted(pending);
  }
};

const stop = (child, grace = 8000) =>
  new Promise((resolve) => {
    if (!groups.has(child)) return resolve();
    const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
    child.once('close', () => {
      clearTimeout(kill);
      resolve();
    });
    signalGroup(child, 'SIGTERM');
  });

/**
 * Starts a command as a process group of its own, so that a signal reaches everything it starts, and so that Ctrl-C
 * in a terminal reaches us alone and the order of stopping is ours. On Linux it also ends when this program is killed
 * outright, unless `dieWithParent` is false.
 */
export const startGroup = (command, args = [], { dieWithParent = true, ...options } = {}) => {
  arm();
  const wrapped = dieWithParent && process.platform === 'linux';
  const child = wrapped
    ? spawn('setpriv', ['--pdeathsig', 'TERM', '--', command, ...args], { ...options, detached: true })
    : spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  if (child.pid !== undefined) groups.add(child);
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, signal: null, error }));
    // What a leader that ended by itself left behind in its group is not wanted either, and may hold its pipes open.
    child.once('exit', () => {
      if (process.platform !== 'win32') signalGroup(child, 'SIGKILL');
    });
    child.once('close', (code, signal) => {
      groups.delete(child);
      resolve({ code, signal });
    });
  });
  return { child, ended, stop: (grace) => stop(child, grace) };
};

/**
 * Runs a command to its end and answers its exit code, everything it printed, and what of that went to standard
 * output. `timeout` in milliseconds.
 */
export const run = async (command, args, { timeout, ...options } = {}) => {
  const group = startGroup(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  let stdout = '';
  let timedOut = false;
  for (const stream of [group.child.stdout, group.child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (stream === group.child.stdout) stdout += text;
    });
  }
  const timer = timeout
    ? setTimeout(() => {
        timedOut = true;
        void group.stop(3000);
      }, timeout)
    : undefined;
  const { code, error } = await group.ended;
  clearTimeout(timer);
  return { code: code ?? 1, output: error ? error.message : output, stdout, timedOut };
};
