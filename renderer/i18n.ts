import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languageOf, regionOf } from '../app/domain/spoken-language.ts';
import type { Language } from '../app/domain/window-start.ts';
import { languageTags, loadTexts } from '../app/i18n/languages.ts';
import { currentPreferences, onPreferences } from './hooks/use-preferences.ts';
import { showLanguage } from './logic/appearance.ts';
import { startedWith } from './logic/window-start.ts';
import { numberOf } from './text/numbers.ts';
import { setRegion } from './text/region.ts';

/** Starts the message catalogue. `onMissing` hears of a key that has no text; the key itself is shown then. */
export const startTexts = async (onMissing?: (key: string) => void, language: Language = 'en'): Promise<i18n> => {
  const instance = i18next.createInstance();
  const tag = languageTags[language];
  await instance.use(initReactI18next).init({
    lng: tag,
    fallbackLng: false,
    resources: { [tag]: { translation: await loadTexts(language) } },
    interpolation: {
      escapeValue: false,
      alwaysFormat: true,
      format: (value: unknown) => (typeof value === 'number' ? numberOf(value) : String(value)),
    },
    returnNull: false,
    showSupportNotice: false,
    saveMissing: onMissing !== undefined,
    missingKeyHandler: (_languages, _namespace, key) => onMissing?.(key),
  });
  return instance;
};

/** The catalogue of this window, in the language it was started with; it follows when another one is chosen. */
export const startWindowTexts = async (): Promise<i18n> => {
  const spokenNow = (): Language => languageOf({ ...startedWith, preferences: currentPreferences() });
  let spoken = spokenNow();
  setRegion(regionOf(spoken, startedWith.region));
  const instance = await startTexts(undefined, spoken);
  onPreferences(() => {
    const next = spokenNow();
    if (next === spoken) return;
    spoken = next;
    void loadTexts(next).then((texts) => {
      if (spoken !== next) return;
      setRegion(regionOf(next, startedWith.region));
      showLanguage(next, document.documentElement);
      instance.addResourceBundle(languageTags[next], 'translation', texts);
      return instance.changeLanguage(languageTags[next]);
    });
  });
  return instance;
};
