/** Numbers of one account's store among those of others, as long as several accounts are shown as one. */

/** What stands for all accounts at once where an account's id is expected. */
export const allAccounts = 'all';

/** So many accounts can be told apart. */
export const mostAccounts = 32;

/** A store's message id is its second of receipt times this, plus which of that second it is. */
const perSecond = 2 ** 20;
const perAccount = perSecond / mostAccounts;

/**
 * The id of a message of the account with this number: ordered by time as the ids of one store are.
 * @returns undefined for a message that is not among the first 32,768 of its second: it cannot be named
 */
export const sharedId = (account: number, id: number): number | undefined => {
  const counter = id % perSecond;
  return counter < perAccount ? id + account * perAccount : undefined;
};

/** The account's number and the id in its own store. */
export const ownId = (shared: number): { readonly account: number; readonly id: number } => {
  const account = Math.floor((shared % perSecond) / perAccount);
  return { account, id: shared - account * perAccount };
};

/** Seconds since 1970 in which the message was received. */
export const secondOfShared = (shared: number): number => Math.floor(shared / perSecond);

/** A conversation's number counts up from one: it has no order to keep. */
export const sharedThread = (account: number, thread: number): number => thread * mostAccounts + account;
export const ownThread = (shared: number): { readonly account: number; readonly id: number } => ({
  account: shared % mostAccounts,
  id: Math.floor(shared / mostAccounts),
});

/** No folder's name has it: what stands before is the account's id. */
const mark = '\u0001';

export const sharedFolder = (account: string, folder: string): string => `${account}${mark}${folder}`;

/** Whose folder it is, where its name says so. */
export const ownerOfFolder = (folder: string): string | undefined => {
  const at = folder.indexOf(mark);
  return at === -1 ? undefined : folder.slice(0, at);
};

/** The folder's name within its account. */
export const ownFolder = (folder: string): string => folder.slice(folder.indexOf(mark) + 1);

/** The id of that account below which all its messages are that come after `shared` in a list of all, newest first. */
export const boundIn = (account: number, shared: number): number => {
  const bound = ownId(shared);
  if (bound.account === account) return bound.id;
  const second = secondOfShared(shared) * perSecond;
  return bound.account > account ? second + perSecond : second;
};
