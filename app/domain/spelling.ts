import type { Language } from './window-start.ts';

/** Languages whose dictionaries come with the program, as BCP 47 tags. */
export const spellingLanguages = ['en-GB', 'en-US', 'de-DE'] as const;
export type SpellingLanguage = (typeof spellingLanguages)[number];

/** What a person chose: the languages a word may be right in, none for no spell check at all. */
export type SpellingChoice = 'usual' | readonly SpellingLanguage[];

/**
 * The languages to check spelling in.
 * @param spoken the language of the application, which counts as long as nothing was chosen
 * @param region BCP 47 tag of the desktop's own way to write dates
 */
export const spellingOf = (chosen: SpellingChoice, spoken: Language, region: string): readonly SpellingLanguage[] => {
  if (chosen !== 'usual') return spellingLanguages.filter((language) => chosen.includes(language));
  if (spoken === 'de') return ['de-DE'];
  return region === 'en-US' ? ['en-US'] : ['en-GB'];
};
