/** A plausible mail address: one `@` with something on both sides and no spaces. The server decides the rest. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text.trim());

export const domainOf = (address: string): string =>
  address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();

export type RecoveryVerdict = 'empty' | 'invalid' | 'sameAsAccount' | 'sameDomain' | 'good';

/** What this computer can already tell about a recovery address; aliases are known to the server alone. */
export const judgeRecovery = (typed: string, account: string): RecoveryVerdict => {
  const address = typed.trim().toLowerCase();
  if (address === '') return 'empty';
  if (!isAddress(address)) return 'invalid';
  if (address === account.trim().toLowerCase()) return 'sameAsAccount';
  return domainOf(address) === domainOf(account) ? 'sameDomain' : 'good';
};

/** One or two letters that stand for a person. */
export const initialsOf = (nameOrAddress: string): string => {
  const words = nameOrAddress
    .replace(/@.*$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
};
