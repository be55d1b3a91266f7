import type { PreferenceChange, Preferences } from './preferences.ts';

/** The preferences after a change. */
export const changePreferences = (before: Preferences, { group, values }: PreferenceChange): Preferences => {
  const named = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return { ...before, [group]: { ...before[group], ...named } };
};
