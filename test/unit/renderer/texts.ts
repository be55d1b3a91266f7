import type { TFunction } from 'i18next';
import { startTexts } from '../../../renderer/i18n.ts';

/** The real catalogue; a key without a text, or a value that was not filled in, is an error here. */
export const strictTexts = async (): Promise<TFunction> => {
  const texts = await startTexts((key) => {
    throw new Error(`no text for ${key}`);
  });
  return ((...args: Parameters<TFunction>) => {
    const text = String(texts.t(...args));
    if (text.includes('{{')) throw new Error(`not filled in: ${text}`);
    return text;
  }) as TFunction;
};
