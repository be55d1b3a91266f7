import type { Failure } from '../../domain/failure.ts';
import { type Command, type CommandReport, command as commandSchema } from '../../domain/mail-command.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { FolderFacts, MessageId, StoreChange } from '../../store/port.ts';
import type { CommandsTable } from '../../store/sqlite/commands-table.ts';
import type { Clock } from '../clock.ts';
import type { Act } from './imap-server.ts';
import { type CommandStore, createLocalView, mergeChanges } from './local-view.ts';
import { planCommand } from './plan-command.ts';
import { type Entry, entryOf, isOpen } from './queue-entry.ts';
import { createQueueRunner } from './queue-runner.ts';
import { reverseStep } from './reverse-step.ts';
import { type Step, targetsOf } from './step.ts';

export type QueueEvents = {
  readonly changed: (change: StoreChange) => void;
  /** A command came to its end; each is told once. */
  readonly settled: (report: CommandReport) => void;
  /** How many commands wait for the server. */
  readonly waiting: (count: number) => void;
};

export type CommandQueueParts = {
  readonly store: CommandStore;
  readonly table: CommandsTable;
  readonly act: Act;
  readonly clock: Clock;
  readonly events: QueueEvents;
  /** A name nobody else has. */
  readonly newId: () => string;
};

export type WaitingCommand = { readonly id: string; readonly kind: string; readonly queuedAt: number };

export type CommandQueue = {
  /**
   * Shows the change, keeps the command durably and tells the server as soon as it can be reached.
   * `noSuchEntity`: the messages or the folder are not there; `alreadyExists`: a folder is; `invalidInput`.
   */
  readonly do: (command: Command) => Result<{ readonly id: string }, Failure>;
  /**
   * Drops a command that the server was not told yet; otherwise queues its reverse, which is a command of its own.
   * `wrongStep`: nothing can bring it back; `noSuchEntity`: not known, or too long ago.
   */
  readonly undo: (id: string) => Result<{ readonly id: string | undefined }, Failure>;
  readonly waiting: () => WaitingCommand[];
  /** The server's list of folders with the folder commands that wait carried out; for whoever shows or stores it. */
  readonly withFolderCommands: (folders: readonly FolderFacts[]) => FolderFacts[];
  /** Takes over the server's list with those carried out; a folder that is being renamed keeps its messages. */
  readonly putFolders: (folders: readonly FolderFacts[]) => StoreChange;
  /** Shows everything that waits once more, after the cache was rebuilt or a folder reseeded. */
  readonly showAgain: () => void;
  /** The server may be reachable again. */
  readonly wake: () => void;
  /** Resolves when nothing is being told to the server. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Ended steps that are kept, so that they can be undone. */
const kept = 200;

export const createCommandQueue = (parts: CommandQueueParts): CommandQueue => {
  const { store, table, clock, events } = parts;
  const entries: Entry[] = [];
  for (const row of table.all()) {
    const entry = entryOf(row);
    if (entry === undefined) table.remove(row.seq);
    else entries.push(entry);
  }
  const open = (): Entry[] => entries.filter(isOpen);
  const view = createLocalView(store, open);

  const waiting = (): WaitingCommand[] => {
    const seen = new Map<string, WaitingCommand>();
    for (const { command: id, step, queuedAt } of open()) {
      if (!seen.has(id)) seen.set(id, { id, kind: step.kind, queuedAt });
    }
    return [...seen.values()];
  };

  const told = (changes: readonly StoreChange[]): void => {
    const change = mergeChanges(changes);
    if (Object.values(change).some(({ length }) => length > 0)) events.changed(change);
    events.waiting(waiting().length);
  };

  const forgetOldest = (): void => {
    const ended = entries.filter((entry) => !isOpen(entry));
    const old = new Set(ended.slice(0, Math.max(0, ended.length - kept)));
    if (old.size === 0) return;
    table.transaction(() => {
      for (const { seq } of old) table.remove(seq);
    });
    entries.splice(0, entries.length, ...entries.filter((entry) => !old.has(entry)));
  };

  const runner = createQueueRunner({
    ...parts,
    entries,
    view,
    settled: (ended, changes) => {
      told(changes);
      for (const id of new Set(ended.map(({ command }) => command))) {
        const all = entries.filter((entry) => entry.command === id);
        if (all.some(isOpen)) continue;
        const refused = all.find(({ state }) => state === 'refused');
        events.settled({
          id,
          kind: (refused ?? all.at(-1))?.step.kind ?? '',
          outcome: refused === undefined ? 'done' : 'refused',
          ...(refused?.refusal === undefined ? {} : { refusal: refused.refusal }),
          gone: all.flatMap(({ gone }) => gone),
        });
      }
      forgetOldest();
    },
  });

  /** The one moment: what is shown and what will be told are written together or not at all. */
  const queue = (id: string, steps: readonly Step[], source: Uint8Array | undefined, made: readonly FolderFacts[]) => {
    const queuedAt = clock.now();
    const added: Entry[] = [];
    const changes = table.transaction(() => {
      const done = made.length === 0 ? [] : [store.putFolders([...store.folders(), ...made])];
      for (const step of steps) {
        const seq = table.add(id, JSON.stringify(step), source, queuedAt);
        const none = { mark: undefined, attempts: 0, refusal: undefined, gone: [] };
        added.push({ seq, command: id, state: 'queued', step, queuedAt, ...none });
        done.push(...view.show(step));
      }
      return done;
    });
    entries.push(...added);
    told(changes);
    runner.wake();
  };

  const drop = (dropped: readonly Entry[]): void => {
    const gone = new Set(dropped);
    const ids = new Set<MessageId>(dropped.flatMap(({ step }) => targetsOf(step).map(({ id }) => id)));
    const made = dropped.flatMap(({ step }) => (step.kind === 'createFolder' ? [step.path] : []));
    const before = [...entries];
    entries.splice(0, entries.length, ...entries.filter((entry) => !gone.has(entry)));
    try {
      const changes = table.transaction(() => {
        for (const { seq } of dropped) table.remove(seq);
        const left = store.folders().filter(({ path }) => !made.includes(path));
        return [...view.showAgain(ids), ...(made.length === 0 ? [] : [store.putFolders(left)])];
      });
      told(changes);
    } catch (fault) {
      entries.splice(0, entries.length, ...before);
      throw fault;
    }
  };

  return {
    do: (given) => {
      const checked = commandSchema.safeParse(given);
      if (!checked.success) return fail({ code: 'invalidInput' });
      const plan = planCommand(view, checked.data);
      if (!plan.ok) return plan;
      const id = parts.newId();
      queue(id, plan.value.steps, plan.value.source, plan.value.made);
      // A move of messages to where they are already has nothing to tell anybody.
      if (plan.value.steps.length === 0) {
        events.settled({ id, kind: checked.data.kind, outcome: 'done', gone: [] });
      }
      return succeed({ id });
    },
    undo: (id) => {
      const all = entries.filter((entry) => entry.command === id);
      if (all.length === 0) return fail({ code: 'noSuchEntity' });
      const untold = all.filter((entry) => entry.state === 'queued' && !runner.isTelling(entry));
      const reversed: Step[] = [];
      for (const entry of all.filter((each) => !untold.includes(each) && each.state !== 'refused').reverse()) {
        const copying = isOpen(entry) && (entry.step.kind === 'copy' || entry.step.kind === 'append');
        const steps = copying ? undefined : reverseStep(store, entry.step);
        if (steps === undefined) return fail({ code: 'wrongStep' });
        reversed.push(...steps);
      }
      if (untold.length > 0) drop(untold);
      if (reversed.length === 0) return succeed({ id: undefined });
      const reverse = parts.newId();
      queue(reverse, reversed, undefined, []);
      return succeed({ id: reverse });
    },
    waiting,
    withFolderCommands: view.withFolderCommands,
    putFolders: view.putFolders,
    showAgain: () =>
      told(table.transaction(() => view.showAgain(open().flatMap(({ step }) => targetsOf(step).map(({ id }) => id))))),
    wake: runner.wake,
    settled: runner.settled,
    close: runner.close,
  };
};
