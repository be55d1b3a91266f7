import type { ErrorData } from '../../protocol/errors.ts';
import { maximumPasswordLength } from '../../protocol/session.ts';

const minimumLength = 8;
const minimumClasses = 3;
const longestIgnoredNamePart = 2;
const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

export type PasswordFault = Exclude<ErrorData<'PasswordPolicy'>['reason'], 'wrongCurrent'>;

/**
 * What speaks against a new account password: too short, fewer than three of four character classes, or a part of
 * the owner's names in it. Returns undefined for a good one.
 */
export const passwordFault = (
  password: string,
  owner: { loginName: string; domainName: string | undefined; fullName: string },
): PasswordFault | undefined => {
  if (password.length < minimumLength || password.length > maximumPasswordLength) return 'tooShort';
  if (classes.filter((pattern) => pattern.test(password)).length < minimumClasses) return 'tooSimple';
  const lower = password.toLowerCase();
  const names = [owner.loginName, owner.domainName ?? '', ...owner.fullName.split(/\s+/u)].map((n) => n.toLowerCase());
  return names.some((name) => name.length > longestIgnoredNamePart && lower.includes(name))
    ? 'containsName'
    : undefined;
};
