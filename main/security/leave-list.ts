import { request } from 'node:https';
import { rootCertificates } from 'node:tls';

/** Longest that the list's server is waited for, in milliseconds. */
const patience = 15_000;
const body = 'List-Unsubscribe=One-Click';

export type Left = { readonly kind: 'answered'; readonly status: number } | { readonly kind: 'unreachable' };

/**
 * Takes the person off a mailing list by the one request RFC 8058 section 3.2 asks for: https alone, no cookie, nothing
 * that tells more than the address itself, and no redirect is followed.
 * @param authorities trusted besides the usual ones, as PEM
 */
export const leaveList = (address: string, authorities: readonly string[]): Promise<Left> =>
  new Promise((resolve) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
      resolve({ kind: 'unreachable' });
      return;
    }
    const call = request(
      url,
      {
        method: 'POST',
        agent: false,
        timeout: patience,
        ca: [...rootCertificates, ...authorities],
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length },
      },
      (response) => {
        const { statusCode = 0 } = response;
        resolve({ kind: 'answered', status: statusCode });
        response.destroy();
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve({ kind: 'unreachable' }));
    call.end(body);
  });
