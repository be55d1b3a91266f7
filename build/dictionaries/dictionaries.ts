import type { SpellingLanguage } from '../../app/domain/spelling.ts';

export type Dictionary = {
  readonly language: SpellingLanguage;
  /** Debian's package of the dictionary, and the version the file here was made of. */
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** What of the package says who wrote it and under which terms; unpacked where it is compressed. */
  readonly terms: readonly string[];
  /** Its files in the package, without their endings. */
  readonly words: string;
};

/** The dictionaries that are shipped. */
export const dictionaries: readonly Dictionary[] = [
  {
    language: 'de-DE',
    name: 'hunspell-de-de',
    version: '20161207-11',
    licence: 'GPL-2.0-or-later',
    terms: ['copyright'],
    words: 'de_DE',
  },
  {
    language: 'en-GB',
    name: 'hunspell-en-gb',
    version: '1:7.5.0-1',
    licence: 'LGPL-2.1-or-later',
    terms: ['README_en_GB.txt.gz'],
    words: 'en_GB',
  },
  {
    language: 'en-US',
    name: 'hunspell-en-us',
    version: '1:2020.12.07-2',
    licence: 'LicenseRef-SCOWL',
    terms: ['copyright'],
    words: 'en_US',
  },
];

/** The file of a language in this folder and in the built program. */
export const dictionaryFile = (language: SpellingLanguage): string => `${language}.bdic`;
