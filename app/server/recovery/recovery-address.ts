import type { ErrorData } from '../../protocol/errors.ts';

export type AddressFault = ErrorData<'TFAARecoveryEmailError'>['reason'];

const domainPart = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/iu;
const localPart = /^(?=.{1,64}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/iu;

/** Whether a text is one plain e-mail address (RFC 5321 dot-string at a domain name). */
export const isEmailAddress = (text: string): boolean => {
  const at = text.lastIndexOf('@');
  return at > 0 && localPart.test(text.slice(0, at)) && domainPart.test(text.slice(at + 1));
};

/**
 * What speaks against an address as the place for recovery mail: mail to the account itself could not be read by
 * somebody who is locked out of it.
 * @param ownAddresses every address of the account, the main one first
 */
export const recoveryAddressFault = (typed: string, ownAddresses: readonly string[]): AddressFault | undefined => {
  const address = typed.trim().toLowerCase();
  if (!isEmailAddress(address)) return 'invalid';
  const index = ownAddresses.findIndex((own) => reachesSameMailbox(own.toLowerCase(), address));
  if (index < 0) return undefined;
  return index === 0 ? 'sameAsAccount' : 'ownAlias';
};

/** `user+anything@domain` is delivered to `user@domain` by many servers, ours included. */
const withoutTag = (address: string): string => address.replace(/\+[^@]*@/u, '@');

const reachesSameMailbox = (own: string, address: string): boolean => own === address || own === withoutTag(address);

/** An address as it may be shown to somebody who has given only the password. */
export const maskAddress = (address: string): string => {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}***${address.slice(at)}`;
};
