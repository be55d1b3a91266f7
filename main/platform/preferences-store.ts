import { join } from 'node:path';
import { z } from 'zod';
import { changePreferences } from '../../app/domain/preference-change.ts';
import { type PreferenceChange, type Preferences, readPreferences } from '../../app/domain/preferences.ts';
import { createJsonFile } from './json-file.ts';

export type PreferencesStore = {
  readonly current: () => Preferences;
  readonly change: (change: PreferenceChange) => Preferences;
  /** Hears of every change; ends with the program. */
  readonly onChange: (listener: (preferences: Preferences) => void) => void;
};

const everything = z.record(z.string(), z.unknown());

/**
 * The application's preferences in this profile. What cannot be read of them is set aside, the rest is taken over.
 * @param forced held whatever is chosen; not written down, so that a choice comes back when nobody forces it any more
 */
export const createPreferencesStore = (profile: string, forced: readonly PreferenceChange[] = []): PreferencesStore => {
  const file = createJsonFile<Readonly<Record<string, unknown>>>(join(profile, 'preferences.json'), everything, {});
  const read = readPreferences(file.read());
  const listeners: ((preferences: Preferences) => void)[] = [];
  let current = read.preferences;
  if (!read.whole) {
    file.setAside();
    file.write({ format: 1, ...current });
  }
  const held = (): Preferences => forced.reduce(changePreferences, current);
  return {
    current: held,
    change: (change) => {
      current = changePreferences(current, change);
      file.write({ format: 1, ...current });
      for (const listener of listeners) listener(held());
      return held();
    },
    onChange: (listener) => void listeners.push(listener),
  };
};
