import type { MailAddress } from '../../../app/domain/mail.ts';
import { domainOf } from '../address.ts';

/** The same rule the engine has for what may go out. */
const sendable = /^[^\p{Cc}\s<>,;@"]+@[^\p{Cc}\s<>,;@"]+$/u;

export const isSendable = (address: string): boolean => sendable.test(address) && address.length <= 320;

/** Splits a list at commas, semicolons and line breaks, but not within quotation marks or angle brackets. */
const split = (text: string): string[] => {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let inBrackets = false;
  let before = '';
  for (const sign of text) {
    const escaped = quoted && before === '\\';
    before = escaped ? '' : sign;
    if (sign === '"' && !inBrackets && !escaped) quoted = !quoted;
    else if (!quoted && sign === '<') inBrackets = true;
    else if (!quoted && sign === '>') inBrackets = false;
    const ends = /[\n\r\t]/.test(sign) || (!quoted && !inBrackets && /[,;]/.test(sign));
    if (!ends) part += sign;
    else {
      parts.push(part);
      part = '';
      quoted = false;
      inBrackets = false;
    }
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
};

const toPerson = (text: string): MailAddress => {
  const found = /^(.*?)\s*<\s*([^<>]*?)\s*>$/su.exec(text);
  if (found === null) return { name: '', address: text.replace(/^mailto:/i, '') };
  const name = (found[1] ?? '').trim();
  const unquoted = /^"(.*)"$/su.exec(name)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? name;
  return { name: unquoted.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500), address: found[2] ?? '' };
};

/** Addresses between white space alone, as they are pasted out of tables and logs. */
const bareOnes = (text: string): string[] | undefined => {
  const words = text.split(/\s+/u);
  return words.length > 1 && words.every(isSendable) ? words : undefined;
};

/** People as a person types or pastes them; what is no address yet stays as it was typed. */
export const parseRecipients = (text: string): MailAddress[] =>
  split(text).flatMap((part) => (bareOnes(part) ?? [part]).map(toPerson));

/** One person as text that is read back the same. */
export const printRecipient = ({ name, address }: MailAddress): string => {
  if (name === '') return address;
  return /[",;<>@\\]/.test(name) ? `"${name.replaceAll(/["\\]/g, '\\$&')}" <${address}>` : `${name} <${address}>`;
};

/** Each address once, in the order of the first. */
export const withoutDoubles = (list: readonly MailAddress[]): MailAddress[] => {
  const seen = new Set<string>();
  return list.filter(({ address }) => {
    const key = address.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

export type RecipientKind = 'known' | 'outside' | 'invalid';

/** Outside is who has another domain than the writer; a sub-domain is inside. */
export const kindOf = (address: string, own: string): RecipientKind => {
  if (!isSendable(address)) return 'invalid';
  const [theirs, ours] = [domainOf(address), domainOf(own)];
  return theirs === ours || theirs.endsWith(`.${ours}`) ? 'known' : 'outside';
};
