/** The entry an authenticator will show for an otpauth address: issuer and account (Key URI format). */
export const entryNameOf = (uri: string): string | undefined => {
  const label = /^otpauth:\/\/totp\/([^?]*)/i.exec(uri)?.[1];
  if (label === undefined) return undefined;
  try {
    const [first = '', ...rest] = decodeURIComponent(label).split(':');
    const account = rest.join(':').trim();
    const issuer = new URLSearchParams(uri.split('?')[1] ?? '').get('issuer') ?? (account === '' ? '' : first);
    return [issuer.trim(), account === '' ? first.trim() : account].filter((part) => part !== '').join(', ');
  } catch {
    return undefined;
  }
};
