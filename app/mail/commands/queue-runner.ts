import type { MessageId, StoreChange } from '../../store/port.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { applyEffects, followMoves, withMade } from './apply-effects.ts';
import { carryOut } from './carry-out.ts';
import type { CommandQueueParts } from './command-queue.ts';
import type { StepEnd } from './effects.ts';
import { type LocalView, renamedPath } from './local-view.ts';
import type { MailServer } from './mail-server.ts';
import { type Entry, isOpen } from './queue-entry.ts';
import { type Mark, mapStep, type Step, targetsOf } from './step.ts';

type RunnerParts = Omit<CommandQueueParts, 'events'> & {
  readonly entries: Entry[];
  readonly view: LocalView;
  readonly settled: (ended: readonly Entry[], changes: readonly StoreChange[]) => void;
};

type Told = { readonly run: readonly [Entry, ...Entry[]]; readonly end: StepEnd } | undefined;

const shortestPause = 2_000;
const longestPause = 5 * 60_000;
/** A server that keeps asking to come back later is believed this often. */
const mostAttempts = 12;
/** Connections that may be lost in the middle of one command before it is given up. */
const mostBreaks = 30;
const broken = { code: 'BROKEN', text: 'The connection was lost each time the server was told' };
/** Messages whose flags are told in one go. */
const longestRun = 2_000;

/** Steps whose effect on the server can be told from what came into a folder since; they note it before they begin. */
const notesMark = ({ kind }: Step): boolean => kind === 'move' || kind === 'copy' || kind === 'append';

const whole: readonly string[] = ['createFolder', 'renameFolder', 'deleteFolder', 'subscribe'];

/** Tells the server the queued steps, in order, one at a time, whenever it can be reached. */
export const createQueueRunner = (parts: RunnerParts) => {
  const { store, table, act, clock, entries, view } = parts;
  let closed = false;
  let failures = 0;
  let callOff: () => void = () => undefined;
  let telling: readonly Entry[] = [];
  /** Told together, they were refused: the one that is to blame is found by telling them apart. */
  const alone = new Set<Entry>();

  const nextRun = (): [Entry, ...Entry[]] | undefined => {
    const waiting = entries.filter(isOpen);
    const [head] = waiting;
    if (head === undefined) return undefined;
    const run: [Entry, ...Entry[]] = [head];
    if (head.step.kind !== 'flag' || alone.has(head)) return run;
    let messages = head.step.changes.length;
    for (const entry of waiting.slice(1)) {
      if (entry.step.kind !== 'flag' || alone.has(entry) || messages > longestRun) break;
      messages += entry.step.changes.length;
      run.push(entry);
    }
    return run;
  };

  const replaceStep = (entry: Entry, step: Step): void => {
    if (JSON.stringify(step) === JSON.stringify(entry.step)) return;
    entry.step = step;
    table.putStep(entry.seq, JSON.stringify(step));
  };

  /** A folder command that got through changes what the paths of the other steps mean. */
  const applyFolder = (step: Step): StoreChange[] => {
    if (step.kind === 'renameFolder') {
      const delimiter = store.folder(step.path)?.delimiter ?? store.folders()[0]?.delimiter ?? '/';
      const folder = (path: string) => renamedPath(path, step.path, step.to, delimiter);
      const target = <Each extends { readonly folder: string }>(each: Each): Each => ({
        ...each,
        folder: folder(each.folder),
      });
      for (const entry of entries) replaceStep(entry, mapStep(entry.step, { target, folder }));
      return [store.renameFolder(step.path, step.to)];
    }
    if (step.kind === 'subscribe') {
      const { path, subscribed } = step;
      return [store.putFolders(store.folders().map((each) => (each.path === path ? { ...each, subscribed } : each)))];
    }
    if (step.kind === 'deleteFolder') {
      return [store.putFolders(store.folders().filter(({ path }) => path !== step.path))];
    }
    return [];
  };

  /** A list that came while a renaming waited has shown the new name already. */
  const takeBackFolder = (step: Step): StoreChange[] =>
    step.kind === 'renameFolder' && store.folder(step.path) === undefined
      ? [store.renameFolder(step.to, step.path)]
      : [];

  const settle = (run: readonly Entry[], end: StepEnd): void => {
    const state = end.end === 'done' ? 'done' : 'refused';
    const changes = table.transaction(() => {
      const { changes: done, relocated } = applyEffects(store, end.effects);
      for (const entry of entries) {
        const itself = run.includes(entry);
        const followed = followMoves(entry.step, relocated, itself);
        replaceStep(entry, itself ? withMade(followed, end.effects) : followed);
      }
      for (const entry of run) {
        if (whole.includes(entry.step.kind)) {
          done.push(...(state === 'done' ? applyFolder(entry.step) : takeBackFolder(entry.step)));
        }
        entry.state = state;
        entry.refusal = end.refusal;
        entry.gone = end.gone;
        table.end(entry.seq, state, JSON.stringify({ refusal: end.refusal, gone: end.gone }));
      }
      const ids = new Set<MessageId>(run.flatMap(({ step }) => targetsOf(step).map(({ id }) => id)));
      for (const { id } of relocated.values()) ids.add(id);
      return [...done, ...view.showAgain(ids)];
    });
    for (const entry of run) alone.delete(entry);
    parts.settled(run, changes);
  };

  /** What the server is told is chosen when there is a connection: until then a person may take commands back. */
  const tell = async (server: MailServer): Promise<Told> => {
    const run = nextRun();
    if (run === undefined) return undefined;
    telling = run;
    const [head, ...rest] = run;
    const repeated = head.attempts > 0;
    const begin = (): void => {
      table.start(
        run.map(({ seq }) => seq),
        head.mark === undefined ? undefined : JSON.stringify(head.mark),
      );
      for (const entry of run) {
        entry.state = 'working';
        entry.attempts += 1;
      }
    };
    if (!notesMark(head.step) || head.mark !== undefined) begin();
    const attempt = {
      mark: head.mark,
      note: (mark: Mark) => {
        head.mark = mark;
        begin();
      },
    };
    const source = head.step.kind === 'append' ? table.source(head.seq) : undefined;
    const end = await carryOut(server, [head.step, ...rest.map(({ step }) => step)], attempt, repeated, source);
    return { run, end };
  };

  const pause = (): void => {
    const wait = Math.min(longestPause, shortestPause * 2 ** Math.min(failures, 10));
    failures += 1;
    callOff();
    callOff = clock.after(wait, wake);
  };

  /** @returns whether to go on at once */
  const once = async (): Promise<boolean> => {
    const told = await act(tell).finally(() => {
      telling = [];
    });
    if (closed && !told.ok) return false;
    if (!told.ok) {
      const head = entries.find(isOpen);
      // Something about this command breaks every connection; the others must not wait for it for ever.
      if (head === undefined || head.attempts < mostBreaks) return false;
      settle([head], { end: 'refused', refusal: broken, effects: [], gone: [] });
      return true;
    }
    if (told.value === undefined) return true;
    const { run, end } = told.value;
    if (end.end === 'later' && run[0].attempts < mostAttempts) return false;
    failures = 0;
    if (end.end !== 'done' && run.length > 1) for (const entry of run) alone.add(entry);
    else settle(run, end);
    return true;
  };

  const loop = async (): Promise<void> => {
    callOff();
    while (!closed && entries.some(isOpen)) {
      if (await once()) continue;
      if (!closed) pause();
      return;
    }
  };

  const turns = oneAtATime(loop);
  const wake = turns.run;

  // What was left over from the last time is told as soon as somebody says that there is a connection.
  return {
    wake,
    isTelling: (entry: Entry): boolean => telling.includes(entry),
    settled: turns.settled,
    close: async (): Promise<void> => {
      closed = true;
      callOff();
      await turns.end();
    },
  };
};
