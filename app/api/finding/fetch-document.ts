import type { Trust } from '../certificate-trust.ts';
import { createHttpsTransport } from '../https-transport.ts';

/** Fetches a public document; undefined where there is none, or the other end cannot be believed. */
export type FetchDocument = (url: URL) => Promise<string | undefined>;

const redirects: readonly number[] = [301, 302, 303, 307, 308];
const mostRedirects = 3;

/**
 * Fetches public documents over HTTPS. A certificate that is not trusted ends it: nobody is asked, for the document is
 * only a hint. Redirects are followed to https only; nothing secret is sent on the way.
 * @param timeout milliseconds for one connection
 */
export const documentFetcher = (trust: Trust, timeout: number): FetchDocument => {
  const fetchFrom = async (url: URL, redirectsLeft: number): Promise<string | undefined> => {
    if (url.protocol !== 'https:') return undefined;
    const transport = createHttpsTransport({ url, trust: () => trust, timeout });
    const reply = await transport.send({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      repeatable: true,
      headers: { accept: 'text/xml, application/xml' },
    });
    transport.close();
    if (!reply.ok) return undefined;
    const { status, headers, body } = reply.value;
    if (status === 200) return body;
    const location = headers['location'];
    if (!redirects.includes(status) || typeof location !== 'string' || redirectsLeft === 0) return undefined;
    return URL.canParse(location, url) ? fetchFrom(new URL(location, url), redirectsLeft - 1) : undefined;
  };
  return (url) => fetchFrom(url, mostRedirects);
};
