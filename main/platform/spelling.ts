import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Session } from 'electron';
import type { SpellingLanguage } from '../../app/domain/spelling.ts';

/**
 * What the runtime calls each dictionary in its folder: its own version of it is part of the name
 * (components/spellcheck/common/spellcheck_common.cc).
 */
const fileNames: Readonly<Record<SpellingLanguage, string>> = {
  'en-GB': 'en-GB-10-1.bdic',
  'en-US': 'en-US-10-1.bdic',
  'de-DE': 'de-DE-3-0.bdic',
};

/** An address at which there is nothing to ask: what the runtime does not find in its folder is not there. */
const nowhere = 'data:,';

/** Puts a dictionary where the runtime looks for it, unless it lies there already. */
const place = (shipped: string, folder: string, language: SpellingLanguage): void => {
  const source = join(shipped, `${language}.bdic`);
  const target = join(folder, fileNames[language]);
  if (existsSync(target) && statSync(target).size === statSync(source).size) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${target}.new`, readFileSync(source));
  renameSync(`${target}.new`, target);
};

export type Spelling = {
  /** Checks in these languages from now on; in none where the list is empty. On macOS the system decides. */
  readonly check: (languages: readonly SpellingLanguage[]) => void;
  /** The words a person added, in the order of the alphabet. */
  readonly words: () => Promise<readonly string[]>;
  readonly remove: (word: string) => void;
};

/**
 * The spell checker of the windows. It never fetches a dictionary: those that are shipped are put into the profile
 * before they are asked for.
 * @param shipped folder of the dictionaries
 * @param reportBug hears of a dictionary that cannot be put there; its language is not checked then
 */
export const createSpelling = (
  session: Session,
  profile: string,
  shipped: string,
  reportBug: (where: string, error: unknown) => void,
): Spelling => {
  const mac = process.platform === 'darwin';
  if (!mac) session.setSpellCheckerDictionaryDownloadURL(nowhere);
  const isPlaced = (language: SpellingLanguage): boolean => {
    try {
      place(shipped, join(profile, 'Dictionaries'), language);
      return true;
    } catch (error) {
      reportBug('spelling', error);
      return false;
    }
  };
  let checked: readonly SpellingLanguage[] | undefined;
  return {
    check: (languages) => {
      if (mac || isDeepStrictEqual(languages, checked)) return;
      checked = languages;
      const placed = languages.filter(isPlaced);
      session.setSpellCheckerLanguages(placed);
      session.setSpellCheckerEnabled(placed.length > 0);
    },
    words: async () => (await session.listWordsInSpellCheckerDictionary()).sort((a, b) => a.localeCompare(b)),
    remove: (word) => void session.removeWordFromSpellCheckerDictionary(word),
  };
};
