import type { TFunction } from 'i18next';
import { regionOf } from '../../app/domain/spoken-language.ts';
import type { Language } from '../../app/domain/window-start.ts';
import { languageTags, loadTexts } from '../../app/i18n/languages.ts';

const start = async (language: Language, region: string): Promise<TFunction> => {
  const { default: i18next } = await import('i18next');
  const instance = i18next.createInstance();
  const tag = languageTags[language];
  const number = new Intl.NumberFormat(regionOf(language, region));
  return instance.init({
    lng: tag,
    fallbackLng: false,
    resources: { [tag]: { translation: await loadTexts(language) } },
    interpolation: {
      escapeValue: false,
      alwaysFormat: true,
      format: (value: unknown) => (typeof value === 'number' ? number.format(value) : String(value)),
    },
    showSupportNotice: false,
  });
};

/**
 * The texts of what main itself shows, in the language that is spoken just now. Loaded when first asked for: nothing
 * of this is needed before the first paint.
 */
export const createMainTexts = (spoken: () => Language, region: () => string): (() => Promise<TFunction>) => {
  const started = new Map<Language, Promise<TFunction>>();
  return () => {
    const language = spoken();
    const known = started.get(language) ?? start(language, region());
    started.set(language, known);
    return known;
  };
};
