import { app } from 'electron';
import { type Language, language } from '../../app/domain/window-start.ts';

/** The first language of the desktop's list that the application speaks; English where it speaks none. */
export const systemLanguage = (): Language => {
  for (const wanted of app.getPreferredSystemLanguages()) {
    const tag = wanted.split('-')[0];
    if (tag === 'de' || tag === 'en') return tag;
  }
  return 'en';
};

/** How the desktop writes dates and numbers. The POSIX locale says nothing about a person's region. */
export const systemRegion = (): string => {
  const { LC_ALL, LC_TIME, LANG } = process.env;
  const posix = /^(?:C|POSIX)(?:\.|$)/.test(LC_ALL || LC_TIME || LANG || 'C');
  if (process.platform === 'linux' && posix) return '';
  return app.getSystemLocale();
};

/** The made-up language asked for on the command line; a packaged program knows none. */
export const forcedLanguage = (asked: string | undefined): Language | undefined => {
  const parsed = language.safeParse(asked);
  return parsed.success && !app.isPackaged ? parsed.data : undefined;
};
