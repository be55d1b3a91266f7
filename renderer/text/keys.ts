import type { ParseKeys, TFunction } from 'i18next';

/** A key of the message catalogue. */
export type TextKey = ParseKeys;

/** A text to be, with what is filled in. */
export type Said = { readonly key: TextKey; readonly values?: Readonly<Record<string, string | number>> };

export const say = (t: TFunction, said: Said): string => t(said.key, { ...said.values });
