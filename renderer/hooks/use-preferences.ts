import { useCallback, useSyncExternalStore } from 'react';
import { changePreferences } from '../../app/domain/preference-change.ts';
import type { PreferenceChange, PreferenceGroup, Preferences } from '../../app/domain/preferences.ts';
import { preferences } from '../bridge.ts';
import { startedWith } from '../logic/window-start.ts';

let current = startedWith.preferences;
const listeners = new Set<() => void>();

const set = (next: Preferences): void => {
  current = next;
  for (const listener of listeners) listener();
};

let listening = false;
/** Hears of changes from other windows for as long as the page lives. */
const listen = (): void => {
  if (listening) return;
  listening = true;
  preferences.on.changed(set);
};

/** Calls after every change; returns the function that ends it. */
export const onPreferences = (listener: () => void): (() => void) => {
  listen();
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const currentPreferences = (): Preferences => current;

/** Seen at once; what could not be kept is taken back. */
export const putPreferences = async (change: PreferenceChange): Promise<void> => {
  set(changePreferences(current, change));
  const reply = await preferences.change(change);
  if (reply.ok) return;
  const kept = await preferences.get({});
  if (kept.ok) set(kept.value);
};

/** One group of the preferences, and the function that changes some of it. Known from the first paint on. */
export const usePreferences = <Group extends PreferenceGroup>(
  group: Group,
): readonly [Preferences[Group], (values: Partial<Preferences[Group]>) => void] => {
  const values = useSyncExternalStore(onPreferences, () => current[group]);
  const change = useCallback(
    (changed: Partial<Preferences[Group]>) => void putPreferences({ group, values: changed } as PreferenceChange),
    [group],
  );
  return [values, change];
};
