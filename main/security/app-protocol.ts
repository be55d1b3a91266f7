import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { net, type Session } from 'electron';
import { commonHeaders, shellPolicy } from './content-security-policy.ts';
import { stoppedPath } from './stopped-page.ts';

export const shellScheme = 'app';
export const shellOrigin = 'app://latchkey';
export const shellAddress = `${shellOrigin}/index.html`;
export const stoppedAddress = `${shellOrigin}${stoppedPath}`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
};

/** The file an address means, or nothing where it would lead out of the folder or to a type that is not served. */
export const fileOfAddress = (folder: string, address: string): string | undefined => {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.host !== 'latchkey') return undefined;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  const file = resolve(folder, `.${path}`);
  return file.startsWith(folder + sep) && extname(file) in types ? file : undefined;
};

const notFound = (): Response => new Response(null, { status: 404 });

/**
 * Serves the application's page from its own folder under `app://latchkey`, with its policy as a header.
 * @param page fills in what a page must know at its start
 * @param stopped the page of a window whose own page ended again and again
 * @param developmentUrl the development server to pass requests on to, only while developing
 */
export const serveShell = (
  session: Session,
  folder: string,
  page: (html: string) => string,
  stopped: () => Promise<string>,
  developmentUrl: string | undefined,
): void => {
  const headers = { ...commonHeaders, 'Content-Security-Policy': shellPolicy(developmentUrl !== undefined) };
  session.protocol.handle(shellScheme, async (request) => {
    if (request.method !== 'GET') return notFound();
    if (request.url === stoppedAddress) {
      return new Response(await stopped(), { headers: { ...headers, 'Content-Type': types['.html'] ?? '' } });
    }
    if (developmentUrl !== undefined) {
      const { pathname, search } = new URL(request.url);
      const reply = await net.fetch(new URL(pathname + search, developmentUrl).href);
      const type = reply.headers.get('content-type') ?? 'text/javascript';
      const body = type.startsWith('text/html') ? page(await reply.text()) : reply.body;
      return new Response(body, { status: reply.status, headers: { ...headers, 'Content-Type': type } });
    }
    const file = fileOfAddress(resolve(folder), request.url);
    if (file === undefined) return notFound();
    try {
      const read = await readFile(file);
      const body = extname(file) === '.html' ? page(read.toString('utf8')) : read;
      return new Response(body, { headers: { ...headers, 'Content-Type': types[extname(file)] ?? '' } });
    } catch {
      return notFound();
    }
  });
};
