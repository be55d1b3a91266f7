import { describe, expect, it } from 'vitest';
import { changePreferences } from '../../../app/domain/preference-change.ts';
import { preferenceChange, preferences, readPreferences, usualPreferences } from '../../../app/domain/preferences.ts';
import { languageOf, regionOf } from '../../../app/domain/spoken-language.ts';

describe('preferences', () => {
  it('have a default for every field', () => {
    expect(readPreferences({})).toEqual({ preferences: usualPreferences, whole: true });
    expect(preferences.parse(usualPreferences)).toEqual(usualPreferences);
  });

  it('keep what is valid beside what is not', () => {
    const kept = { appearance: { theme: 'dark', density: 'airy' }, notifications: 7 };
    const read = readPreferences(kept);
    expect(read.whole).toBe(false);
    expect(read.preferences.appearance).toEqual({ ...usualPreferences.appearance, theme: 'dark' });
    expect(read.preferences.notifications).toEqual(usualPreferences.notifications);
  });

  it.each([[null], [[]], ['text'], [3]])('are the usual ones where %j was kept', (kept) => {
    expect(readPreferences(kept)).toEqual({ preferences: usualPreferences, whole: false });
  });

  it('change only in the fields that are named', () => {
    const dark = changePreferences(usualPreferences, { group: 'appearance', values: { theme: 'dark' } });
    const parsed = preferenceChange.parse({ group: 'appearance', values: { textSize: 130 } });
    expect(parsed).toEqual({ group: 'appearance', values: { textSize: 130 } });
    expect(changePreferences(dark, parsed).appearance).toEqual({
      ...usualPreferences.appearance,
      theme: 'dark',
      textSize: 130,
    });
  });

  it.each([
    { group: 'appearance', values: { theme: 'blue' } },
    { group: 'appearance', values: { newMail: true } },
    { group: 'nothing', values: {} },
    { group: 'appearance', values: { theme: 'dark' }, more: 1 },
    { group: 'notifications', values: { quietFrom: '24:00' } },
    {},
  ])('refuse the change %j', (change) => expect(preferenceChange.safeParse(change).success).toBe(false));
});

describe('the language', () => {
  const start = { preferences: usualPreferences, systemLanguage: 'de', region: 'de-AT' } as const;

  it('is the one of the desktop, the chosen one, or the one that is forced', () => {
    expect(languageOf(start)).toBe('de');
    const english = changePreferences(usualPreferences, { group: 'general', values: { language: 'en' } });
    expect(languageOf({ ...start, preferences: english })).toBe('en');
    expect(languageOf({ ...start, forcedLanguage: 'pseudo' })).toBe('pseudo');
  });

  it('writes dates as the desktop does where both speak the same language', () => {
    expect(regionOf('de', 'de-AT')).toBe('de-AT');
    expect(regionOf('en', 'en-US')).toBe('en-US');
    expect(regionOf('en', 'de-AT')).toBe('en-GB');
    expect(regionOf('de', '')).toBe('de-DE');
  });
});
