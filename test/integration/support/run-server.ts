import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ReadyLine, readyLine } from '../../../app/protocol/ready-line.ts';

export type ServerRun = {
  readonly ready: ReadyLine;
  readonly data: string;
  readonly ca: string;
  readonly child: ChildProcess;
  /** Everything the server wrote on standard output; exactly one line when it keeps the contract. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The text of one log. */
  readonly log: (name: string) => string;
  /** Sends a signal and waits for the end; resolves with exit code and signal. */
  readonly end: (signal?: NodeJS.Signals) => Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

const cli = new URL('../../../app/server/cli.ts', import.meta.url).pathname;
const startTimeout = 30_000;

/** A data folder of its own, open enough for Dovecot's users when the tests run as root. */
export const temporaryData = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** Starts the real program and waits for its ready line. Rejects with what it said on standard error otherwise. */
export const runServer = (data: string, args: readonly string[] = []): Promise<ServerRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', cli, '--data', data, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let settled = false;
    child.stderr.on('data', (part: Buffer) => {
      stderr += part.toString();
    });
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString();
    });
    const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
      child.once('exit', (code, signal) => done({ code, signal }));
    });
    const fail = (reason: string) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${reason}\n${stderr}`));
    };
    const timer = setTimeout(() => fail('The server did not get ready in time.'), startTimeout);
    void exit.then(({ code }) => fail(`The server ended with exit code ${code} before it was ready.`));
    createInterface({ input: child.stdout }).once('line', (line) => {
      if (settled) return;
      const parsed = readyLine.safeParse(JSON.parse(line));
      if (!parsed.success) {
        fail(`This is no ready line: ${line}`);
        return;
      }
      settled = true;
      clearTimeout(timer);
      const ready = parsed.data;
      resolve({
        ready,
        data,
        ca: readFileSync(ready.ca, 'utf8'),
        child,
        stdout: () => stdout,
        stderr: () => stderr,
        log: (name) => readFileSync(join(ready.logs, `${name}.log`), 'utf8'),
        end: (signal = 'SIGTERM') => {
          child.kill(signal);
          return exit;
        },
      });
    });
  });

/** A server with the demo seed on a folder that is removed at the end. */
export const runDemoServer = async (
  args: readonly string[] = [],
): Promise<ServerRun & { close: () => Promise<void> }> => {
  const data = temporaryData();
  const run = await runServer(data.path, ['--seed', 'demo', ...args]).catch((fault: unknown) => {
    data.remove();
    throw fault;
  });
  return {
    ...run,
    close: async () => {
      await run.end();
      data.remove();
    },
  };
};
