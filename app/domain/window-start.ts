import { z } from 'zod';
import { preferences } from './preferences.ts';

/** Languages the application speaks; the two made-up ones find text that cannot be translated, or does not fit. */
export const language = z.enum(['en', 'de', 'pseudo', 'pseudo-mirrored']);
export type Language = z.infer<typeof language>;

/** What a window must know before it draws anything. */
export const windowStart = z.object({
  preferences,
  /** The language of the desktop, as far as the application speaks it. */
  systemLanguage: language,
  /** Overrides every choice of language. */
  forcedLanguage: language.optional(),
  /** BCP 47 tag of the desktop's own way to write dates and numbers. */
  region: z.string(),
});
export type WindowStart = z.infer<typeof windowStart>;

/** The language to speak. */
export const languageOf = ({ preferences: chosen, systemLanguage, forcedLanguage }: WindowStart): Language => {
  const { language: wanted } = chosen.general;
  return forcedLanguage ?? (wanted === 'system' ? systemLanguage : wanted);
};

const usualRegions: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  de: 'de-DE',
  // Letters that cannot be taken for a text that was left in English.
  pseudo: 'el-GR',
  'pseudo-mirrored': 'he-IL',
};

/** How dates and numbers are written: as the desktop does where it speaks the same language, else as is usual. */
export const regionOf = (spoken: Language, region: string): string => {
  const usual = usualRegions[spoken];
  return region.split('-')[0] === usual.split('-')[0] ? region : usual;
};

export const directionOf = (spoken: Language): 'ltr' | 'rtl' => (spoken === 'pseudo-mirrored' ? 'rtl' : 'ltr');
