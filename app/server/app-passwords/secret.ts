import { randomInt } from 'node:crypto';
import { appPasswordLength } from '../../protocol/app-passwords.ts';

/** 23 letters without i, l and o: 20 of them carry 90.4 bits. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz';

/** A new app password, ungrouped. */
export const newAppPasswordSecret = (): string =>
  Array.from({ length: appPasswordLength }, () => alphabet[randomInt(alphabet.length)]).join('');

const shape = new RegExp(`^[${alphabet}]{${appPasswordLength}}$`, 'u');

/**
 * The app password somebody meant: spaces, dashes and case do not count.
 * @returns undefined when the text cannot be an app password of ours
 */
export const canonicalAppPassword = (typed: string): string | undefined => {
  const letters = typed.toLowerCase().replace(/[\s-]/gu, '');
  return shape.test(letters) ? letters : undefined;
};
