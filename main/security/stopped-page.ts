import type { TFunction } from 'i18next';
import { directionOf } from '../../app/domain/spoken-language.ts';
import type { Language } from '../../app/domain/window-start.ts';

export const stoppedPath = '/stopped.html';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What a window shows whose page ended twice: no script, no style, nothing that could end it once more. */
export const stoppedPage = (t: TFunction, language: Language): string =>
  [
    `<!doctype html><html lang="${language === 'de' ? 'de' : 'en'}" dir="${directionOf(language)}"><head>`,
    '<meta charset="utf-8"><meta name="color-scheme" content="light dark">',
    `<title>${escaped(t('app.name'))}</title></head><body><main>`,
    `<h1>${escaped(t('stopped.title'))}</h1><p>${escaped(t('stopped.means'))}</p>`,
    `<p><a href="index.html">${escaped(t('stopped.again'))}</a></p>`,
    '</main></body></html>',
  ].join('');
