import type { StoredSignIn } from './ports.ts';

/** What is kept of a sign-in that is over when its mail stays on this computer: the key of the store and where it was. */
export const signedOutRecord = (record: StoredSignIn): StoredSignIn => {
  const { deviceToken: _token, page: _page, ...rest } = record;
  return { ...rest, mail: { ...rest.mail, secret: '' }, signedOut: true };
};
