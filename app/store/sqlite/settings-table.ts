import type Database from '@signalapp/sqlcipher';
import type { z } from 'zod';

/** Small settings of one account that only this device has. */
export type SettingsTable = {
  /** What was kept under a key; undefined when there is nothing, or nothing that fits the schema any more. */
  readonly get: <Value>(key: string, schema: z.ZodType<Value>) => Value | undefined;
  readonly set: (key: string, value: unknown) => void;
  readonly remove: (key: string) => void;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const createSettingsTable = (db: Database): SettingsTable => ({
  get: (key, schema) => {
    const text = db.prepare('SELECT value FROM settings WHERE key = ?', { pluck: true }).get([key]);
    if (typeof text !== 'string') return undefined;
    const checked = schema.safeParse(parsed(text));
    return checked.success ? checked.data : undefined;
  },
  set: (key, value) =>
    void db
      .prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run([key, JSON.stringify(value)]),
  remove: (key) => void db.prepare('DELETE FROM settings WHERE key = ?').run([key]),
});
