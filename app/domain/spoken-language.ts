import type { Language, WindowStart } from './window-start.ts';

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
