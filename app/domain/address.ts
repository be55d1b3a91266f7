/** Parts of an e-mail address as this client needs them; not a full RFC 5321 parser, on purpose stricter. */
export type AddressParts = { readonly local: string; readonly domain: string };

const pattern =
  /^([^\s@"<>(),:;[\]\\]{1,64})@([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+)$/i;

/** Splits an address; `undefined` when it is none. The domain is lower-cased. */
export const parseAddress = (text: string): AddressParts | undefined => {
  const match = pattern.exec(text.trim());
  const [, local, domain] = match ?? [];
  return local === undefined || domain === undefined ? undefined : { local, domain: domain.toLowerCase() };
};

/** Whether two addresses are the same but for case. */
export const sameAddress = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** Whether two addresses name the same mailbox: case does not count, and a `+tag` leads to the same place. */
export const sameMailbox = (one: string, other: string): boolean => {
  const [a, b] = [parseAddress(one), parseAddress(other)];
  if (a === undefined || b === undefined) return false;
  const base = (local: string): string => local.toLowerCase().replace(/\+.*$/, '');
  return a.domain === b.domain && base(a.local) === base(b.local);
};

export type RecoveryAddressCheck = 'ok' | 'sameOrganisation' | 'invalid' | 'sameAsAccount';

/** Judges a recovery address: the own mailbox is refused, one inside the same organisation is allowed with advice. */
export const checkRecoveryAddress = (account: string, recovery: string): RecoveryAddressCheck => {
  const parts = parseAddress(recovery);
  if (parts === undefined) return 'invalid';
  if (sameMailbox(account, recovery)) return 'sameAsAccount';
  return parts.domain === parseAddress(account)?.domain ? 'sameOrganisation' : 'ok';
};
