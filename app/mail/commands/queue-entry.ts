import type { CommandReport } from '../../domain/mail-command.ts';
import type { CommandRow, CommandState } from '../../store/sqlite/commands-table.ts';
import { type Mark, mark, type Step, step } from './step.ts';

/** A queued step in memory; the table says the same. */
export type Entry = {
  readonly seq: number;
  readonly command: string;
  state: CommandState;
  step: Step;
  mark: Mark | undefined;
  attempts: number;
  readonly queuedAt: number;
  refusal: CommandReport['refusal'];
  gone: readonly number[];
};

export const isOpen = ({ state }: Pick<Entry, 'state'>): boolean => state === 'queued' || state === 'working';

const parsed = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @returns undefined for a row that makes no sense to this version */
export const entryOf = (row: CommandRow): Entry | undefined => {
  const known = step.safeParse(parsed(row.step));
  if (!known.success) return undefined;
  const noted = mark.safeParse(parsed(row.mark));
  const { seq, command, state, attempts, queuedAt } = row;
  const noOutcome = { refusal: undefined, gone: [] };
  const about = { seq, command, state, attempts, queuedAt, ...noOutcome };
  return { ...about, step: known.data, mark: noted.success ? noted.data : undefined };
};
