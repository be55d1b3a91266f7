import type { Language } from '../domain/window-start.ts';
import { en } from './en.ts';

type Widened<Branch> = { readonly [Key in keyof Branch]: Branch[Key] extends string ? string : Widened<Branch[Key]> };

/** All texts of one language, by key. */
export type Texts = Widened<typeof en>;

/** BCP 47 tags, for plural rules and for the page. The made-up languages have the tags reserved for such (CLDR). */
export const languageTags: Readonly<Record<Language, string>> = {
  en: 'en',
  de: 'de',
  pseudo: 'en-XA',
  'pseudo-mirrored': 'en-XB',
};

/** The texts of a language; all but the English ones are loaded only when they are needed. */
export const loadTexts = async (language: Language): Promise<Texts> => {
  if (language === 'en') return en;
  if (language === 'de') return (await import('./de.ts')).de;
  const { pseudoTexts } = await import('./pseudo.ts');
  return pseudoTexts(en, language === 'pseudo-mirrored');
};
