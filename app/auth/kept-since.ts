import type { StoredSignIn } from './ports.ts';

export type KeptPart = keyof NonNullable<StoredSignIn['since']>;

const parts: Readonly<Record<KeptPart, (record: StoredSignIn) => string | undefined>> = {
  mail: ({ mail }) => (mail.secret === '' ? undefined : mail.secret),
  deviceToken: ({ deviceToken }) => deviceToken?.value,
  databaseKey: ({ databaseKey }) => databaseKey,
  pin: ({ pin, pins = [] }) => [pin, ...pins].flatMap((one) => one?.fingerprint ?? []).join() || undefined,
};

/** The secrets of a record by kind; a signed-out one has few. */
export const partsOf = (record: StoredSignIn): KeptPart[] =>
  (Object.keys(parts) as KeptPart[]).filter((part) => parts[part](record) !== undefined);

/** Notes in a record that is about to be kept since when each part of it is what it is. */
export const withDates = (before: StoredSignIn | undefined, record: StoredSignIn, now: number): StoredSignIn => {
  const since: NonNullable<StoredSignIn['since']> = {};
  for (const part of partsOf(record)) {
    const same = before !== undefined && parts[part](before) === parts[part](record);
    const date = same ? before.since?.[part] : new Date(now).toISOString();
    if (date !== undefined) since[part] = date;
  }
  return { ...record, since };
};
