/** Digits of a code from an authenticator. */
export const codeLength = 6;

/** What a person typed or pasted as a code, reduced to its digits: spaces, dashes and anything else go. */
export const normaliseCode = (typed: string): string => typed.replace(/\D/g, '').slice(0, codeLength);

export const isWholeCode = (code: string): boolean => /^\d{6}$/.test(code);

/** A recovery code as it is typed back: outer spaces go, letters are lower case, dashes of any kind become `-`. */
export const normaliseRecoveryCode = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, '')
    .slice(0, 32);
