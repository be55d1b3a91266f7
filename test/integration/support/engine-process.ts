import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { MailAccess } from '../../../app/domain/mail-access.ts';
import type { CommandReport } from '../../../app/domain/mail-command.ts';

export type EngineSetting = {
  readonly path: string;
  /** Base64. */
  readonly key: string;
  readonly access: MailAccess;
  readonly authority: string;
};

export type EngineRequest =
  | {
      readonly kind: 'act';
      readonly act: 'flag' | 'unflag' | 'move' | 'archive' | 'delete';
      /** From 0 to 1: which of the messages that are shown. */
      readonly which: number;
      readonly flag: string;
      readonly to: string;
    }
  | { readonly kind: 'append'; readonly to: string; readonly source: string }
  | { readonly kind: 'state' }
  | { readonly kind: 'wake' };

export type EngineAnswer = {
  readonly done: boolean;
  /** The message that was chosen, and where it was shown. */
  readonly subject?: string;
  readonly folder?: string;
  readonly contents?: Record<string, string[]>;
  readonly waiting?: number;
  readonly status?: string;
  readonly refused?: readonly CommandReport[];
};

export type EngineProcess = {
  readonly ask: (request: EngineRequest) => Promise<EngineAnswer>;
  /** Kills it outright and starts it again on the same store. */
  readonly crash: () => Promise<void>;
  readonly end: () => Promise<void>;
  /** What it wrote on standard error: nothing, when all is well. */
  readonly complaints: () => string;
};

const program = new URL('./engine-child.ts', import.meta.url).pathname;

export const startEngine = (setting: EngineSetting): EngineProcess => {
  let complaints = '';
  let child: ChildProcess;
  let lines: Interface;
  let over = false;
  const launch = () => {
    child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(setting)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { stdout, stderr, stdin } = child;
    if (stdout === null || stderr === null) throw new Error('the engine has no output');
    stderr.on('data', (part: Buffer) => {
      complaints += part.toString();
    });
    stdin?.on('error', () => undefined);
    lines = createInterface({ input: stdout });
  };
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      child.kill('SIGKILL');
    });
  launch();
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        const gone = () => reject(new Error(`the engine ended: ${complaints}`));
        if (over || child.exitCode !== null) return gone();
        child.once('exit', gone);
        lines.once('line', (line) => {
          child.off('exit', gone);
          resolve(JSON.parse(line) as EngineAnswer);
        });
        child.stdin?.write(`${JSON.stringify(request)}\n`);
      }),
    crash: async () => {
      await kill();
      launch();
    },
    end: () => {
      over = true;
      return kill();
    },
    complaints: () => complaints,
  };
};
