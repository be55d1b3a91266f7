import type { TFunction } from 'i18next';
import { type SpellingLanguage, spellingLanguages, spellingOf } from '../../app/domain/spelling.ts';
import { languageOf } from '../../app/domain/spoken-language.ts';
import { startedWith } from '../logic/window-start.ts';
import { useInfo } from './use-info.ts';
import { currentPreferences, usePreferences } from './use-preferences.ts';

const names = {
  'en-GB': 'spelling.britishEnglish',
  'en-US': 'spelling.americanEnglish',
  'de-DE': 'spelling.german',
} as const satisfies Record<SpellingLanguage, string>;

export type SpellingSwitch = {
  readonly language: SpellingLanguage;
  readonly label: string;
  readonly on: boolean;
  readonly set: (on: boolean) => void;
};

/** Every language that can be checked, and whether it is; none where the system checks in languages of its own. */
export const useSpelling = (t: TFunction): readonly SpellingSwitch[] => {
  const [{ spelling }, change] = usePreferences('writing');
  const info = useInfo();
  const spoken = languageOf({ ...startedWith, preferences: currentPreferences() });
  const checked = spellingOf(spelling, spoken, startedWith.region);
  if (info?.platform === 'darwin') return [];
  return spellingLanguages.map((language) => ({
    language,
    label: t(names[language]),
    on: checked.includes(language),
    set: (on) =>
      change({ spelling: spellingLanguages.filter((each) => (each === language ? on : checked.includes(each))) }),
  }));
};
