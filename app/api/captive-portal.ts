import http from 'node:http';

/** Finds the page of a network that wants people to sign in to it first; undefined where nothing speaks for one. */
export type PortalCheck = (host: string) => Promise<string | undefined>;

const networkAuthenticationRequired = 511;
const longestAddress = 2048;

/** The last two labels: whoever answers for mail.example.com may lead to www.example.com. */
const siteOf = (host: string): string => host.split('.').slice(-2).join('.');

/**
 * Reads an answer to plain HTTP the way a browser would notice a captive portal: status 511 (RFC 6585), or a redirect
 * to another site than the one that was asked.
 */
export const portalPage = (host: string, status: number, location: string | undefined): string | undefined => {
  const asked = `http://${host}/`;
  const target = location !== undefined && URL.canParse(location, asked) ? new URL(location, asked) : undefined;
  const page = target !== undefined && /^https?:$/.test(target.protocol) ? target : undefined;
  if (status === networkAuthenticationRequired) return page?.href.slice(0, longestAddress) ?? asked;
  if (status < 300 || status > 399 || page === undefined || siteOf(page.hostname) === siteOf(host)) return undefined;
  return page.href.length > longestAddress ? page.origin : page.href;
};

/**
 * Asks for the empty page of a host over plain HTTP, where a captive portal must answer in its place: TLS only fails
 * there. Nothing but the host's name is sent, and of the answer only status and redirect are looked at.
 * @param options.timeout milliseconds
 */
export const portalCheck =
  (options: { readonly timeout: number; readonly port?: number }): PortalCheck =>
  (host) =>
    new Promise((resolve) => {
      const request = http.get(
        { host, port: options.port ?? 80, path: '/', agent: false, timeout: options.timeout },
        (reply) => {
          reply.destroy();
          resolve(portalPage(host, reply.statusCode ?? 0, reply.headers.location));
        },
      );
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(undefined));
      request.on('close', () => resolve(undefined));
    });
