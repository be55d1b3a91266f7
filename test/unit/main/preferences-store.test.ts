import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { usualPreferences } from '../../../app/domain/preferences.ts';
import { createPreferencesStore } from '../../../main/platform/preferences-store.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'latchkey-preferences-'));

it('keeps what was chosen, and tells of it', () => {
  const profile = folder();
  const store = createPreferencesStore(profile);
  expect(store.current()).toEqual(usualPreferences);
  const heard: string[] = [];
  store.onChange(({ appearance }) => heard.push(appearance.theme));
  store.change({ group: 'appearance', values: { theme: 'dark' } });
  expect(heard).toEqual(['dark']);
  expect(createPreferencesStore(profile).current().appearance.theme).toBe('dark');
});

it.each([
  ['{"appearance":{"theme":"dark","density":"airy"}}', 'dark'],
  ['{"appearance"', 'system'],
  ['[]', 'system'],
])('sets a broken file aside and takes over what is valid of it: %s', (kept, theme) => {
  const profile = folder();
  writeFileSync(join(profile, 'preferences.json'), kept);
  expect(createPreferencesStore(profile).current()).toEqual({
    ...usualPreferences,
    appearance: { ...usualPreferences.appearance, theme },
  });
  const aside = readdirSync(profile).find((name) => name.startsWith('preferences.json.broken-')) ?? '';
  expect(readFileSync(join(profile, aside), 'utf8')).toBe(kept);
  expect(createPreferencesStore(profile).current().appearance.theme).toBe(theme);
});

it('holds what is forced, whatever is chosen, and keeps the choice for later', () => {
  const profile = folder();
  const store = createPreferencesStore(profile, [{ group: 'reading', values: { remotePictures: 'never' } }]);
  const heard: string[] = [];
  store.onChange(({ reading }) => heard.push(reading.remotePictures));
  expect(store.change({ group: 'reading', values: { remotePictures: 'always' } }).reading.remotePictures).toBe('never');
  expect(store.current().reading.remotePictures).toBe('never');
  expect(heard).toEqual(['never']);
  expect(createPreferencesStore(profile).current().reading.remotePictures).toBe('always');
});
