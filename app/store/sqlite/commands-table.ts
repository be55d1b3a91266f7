import type Database from '@signalapp/sqlcipher';
import { durably } from './durably.ts';

export type CommandState = 'queued' | 'working' | 'done' | 'refused';

/** One queued step of a command. `step`, `mark` and `outcome` are JSON whose schema the queue keeps. */
export type CommandRow = {
  readonly seq: number;
  readonly command: string;
  readonly state: CommandState;
  readonly step: string;
  readonly mark: string | undefined;
  readonly outcome: string | undefined;
  readonly attempts: number;
  readonly queuedAt: number;
};

/** The durable queue of commands, in the order they were given. */
export type CommandsTable = {
  readonly transaction: <Value>(work: () => Value) => Value;
  /** @returns the new row's number; numbers only grow */
  readonly add: (command: string, step: string, source: Uint8Array | undefined, queuedAt: number) => number;
  readonly all: () => CommandRow[];
  /** Message source of an append. */
  readonly source: (seq: number) => Uint8Array | undefined;
  /** Notes that the server may be told from now on, and what it looked like before; on the disk before it returns. */
  readonly start: (seqs: readonly number[], mark: string | undefined) => void;
  readonly putStep: (seq: number, step: string) => void;
  readonly end: (seq: number, state: 'done' | 'refused', outcome: string) => void;
  readonly remove: (seq: number) => void;
};

const selectAll =
  'SELECT seq, command, state, step, mark, outcome, attempts, queued_at AS queuedAt FROM commands ORDER BY seq';

export const createCommandsTable = (db: Database): CommandsTable => ({
  transaction: (work) => db.transaction(work)(),
  add: (command, step, source, queuedAt) =>
    db
      .prepare("INSERT INTO commands (command, state, step, source, queued_at) VALUES (?, 'queued', ?, ?, ?)")
      .run([command, step, source === undefined ? null : new Uint8Array(source), queuedAt]).lastInsertRowid,
  all: () =>
    db
      .prepare(selectAll)
      .all<Record<string, string | number | null>>()
      .map((row) => ({
        seq: Number(row['seq']),
        command: String(row['command']),
        state: row['state'] as CommandState,
        step: String(row['step']),
        mark: row['mark'] === null ? undefined : String(row['mark']),
        outcome: row['outcome'] === null ? undefined : String(row['outcome']),
        attempts: Number(row['attempts']),
        queuedAt: Number(row['queuedAt']),
      })),
  source: (seq) => {
    const found = db.prepare('SELECT source FROM commands WHERE seq = ?', { pluck: true }).get([seq]);
    return found instanceof Uint8Array ? found : undefined;
  },
  start: (seqs, mark) =>
    durably(db, () => {
      const update = db.prepare(
        "UPDATE commands SET state = 'working', mark = ?, attempts = attempts + 1 WHERE seq = ?",
      );
      for (const seq of seqs) update.run([mark ?? null, seq]);
    }),
  putStep: (seq, step) => void db.prepare('UPDATE commands SET step = ? WHERE seq = ?').run([step, seq]),
  end: (seq, state, outcome) =>
    void db
      .prepare('UPDATE commands SET state = ?, outcome = ?, source = NULL WHERE seq = ?')
      .run([state, outcome, seq]),
  remove: (seq) => void db.prepare('DELETE FROM commands WHERE seq = ?').run([seq]),
});
