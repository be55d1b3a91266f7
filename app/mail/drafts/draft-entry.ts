import { z } from 'zod';
import { type DraftLetter, draftLetter } from '../../domain/letter.ts';
import type { DraftRow } from '../../store/sqlite/drafts-table.ts';

/**
 * A draft's copy on the server. `name` and `token` are in its header: the name stays while the draft is written, the
 * token is new with each copy, so that the latest is told from those before it.
 */
const copy = z.object({
  name: z.string(),
  token: z.string(),
  revision: z.number(),
  /** A copy that another program made, known by its place alone. */
  adopted: z.object({ folder: z.string(), uidValidity: z.string(), uid: z.number() }).optional(),
});
export type DraftCopy = z.infer<typeof copy>;

export type DraftEntry = Omit<DraftRow, 'letter' | 'copy' | 'uploading'> & {
  readonly letter: DraftLetter;
  readonly copy: DraftCopy | undefined;
  readonly uploading: DraftCopy | undefined;
};

const parsed = <Value>(schema: z.ZodType<Value>, text: string | undefined): Value | undefined => {
  try {
    const checked = schema.safeParse(text === undefined ? undefined : JSON.parse(text));
    return checked.success ? checked.data : undefined;
  } catch {
    return undefined;
  }
};

/** @returns undefined for a row that makes no sense to this version */
export const draftEntryOf = (row: DraftRow): DraftEntry | undefined => {
  const letter = parsed(draftLetter, row.letter);
  return letter && { ...row, letter, copy: parsed(copy, row.copy), uploading: parsed(copy, row.uploading) };
};

export type Draft = {
  readonly id: string;
  readonly letter: DraftLetter;
  readonly revision: number;
  readonly changedAt: number;
  /** The server has this revision. */
  readonly uploaded: boolean;
};

export const draftOf = ({ id, letter, revision, changedAt, copy: kept }: DraftEntry): Draft => ({
  id,
  letter,
  revision,
  changedAt,
  uploaded: kept?.revision === revision,
});
