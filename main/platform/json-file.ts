import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small settings file: checked when read, set aside when broken, replaced in one step when written. */
export type JsonFile<Value> = {
  readonly read: () => Value;
  readonly write: (value: Value) => void;
  /** Gives the file another name; nothing of it is lost. */
  readonly setAside: () => void;
};

const setAside = (path: string): void => renameSync(path, `${path}.broken-${Date.now()}`);

export const createJsonFile = <Value>(path: string, schema: z.ZodType<Value>, empty: Value): JsonFile<Value> => ({
  read: () => {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      return empty;
    }
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      setAside(path);
      return empty;
    }
  },
  setAside: () => setAside(path),
  write: (value) => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const fresh = `${path}.new`;
    const file = openSync(fresh, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify(value, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, path);
  },
});
