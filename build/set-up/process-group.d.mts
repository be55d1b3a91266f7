import type { ChildProcess, SpawnOptions } from 'node:child_process';

export type GroupEnd = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
};

export type Group = {
  readonly child: ChildProcess;
  /** Settles when the command has ended and its output is read to the end. */
  readonly ended: Promise<GroupEnd>;
  /** Asks the whole group to end, and kills it after `grace` milliseconds. */
  readonly stop: (grace?: number) => Promise<void>;
};

export type GroupOptions = SpawnOptions & { readonly dieWithParent?: boolean };

export function startGroup(command: string, args?: readonly string[], options?: GroupOptions): Group;

export type CommandResult = {
  readonly code: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
  readonly stdout: string;
  readonly timedOut: boolean;
};

export function run(
  command: string,
  args: readonly string[],
  options?: GroupOptions & { readonly timeout?: number },
): Promise<CommandResult>;

export function onInterrupt(step: () => unknown): () => void;
export function takeSignals(handler: (signal: NodeJS.Signals) => unknown): void;
export function uninterrupted<Value>(work: () => Promise<Value>): Promise<Value>;
export function isLeaving(): boolean;
export function stopEverything(): Promise<void>;
