import { randomInt } from 'node:crypto';

/** No letter or digit that reads like another one. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const half = 5;
const count = 10;

const randomText = (length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** Ten printable one-time codes `xxxxx-xxxxx`, each of 49 bits. */
export const newRecoveryCodes = (): string[] => {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(`${randomText(half)}-${randomText(half)}`);
  return [...codes];
};

/** What is hashed of a recovery code: typing spaces, dashes or capitals makes no difference. */
export const canonicalRecoveryCode = (typed: string): string => typed.toLowerCase().replace(/[\s-]/gu, '');

/** Whether something typed into the code field can be a recovery code rather than six digits. */
export const looksLikeRecoveryCode = (typed: string): boolean => /^[a-z0-9]{10}$/u.test(canonicalRecoveryCode(typed));
