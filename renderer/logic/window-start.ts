import { usualPreferences } from '../../app/domain/preferences.ts';
import { type WindowStart, windowStart } from '../../app/domain/window-start.ts';

const usual: WindowStart = { preferences: usualPreferences, systemLanguage: 'en', region: '' };

const read = (): WindowStart => {
  if (typeof document === 'undefined') return usual;
  const content = document.querySelector<HTMLMetaElement>('meta[name="start"]')?.content;
  if (content === undefined) return usual;
  const parsed = windowStart.safeParse(JSON.parse(content));
  return parsed.success ? parsed.data : usual;
};

/** What the window was told in its own page. */
export const startedWith: WindowStart = read();
