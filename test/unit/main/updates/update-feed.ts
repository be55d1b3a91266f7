import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

/** An update feed over https with a key of its own, which can lie, break off and tell what it was asked. */
export type UpdateFeed = {
  readonly folder: URL;
  /** The public key as a policy names it. */
  readonly key: string;
  /** Offers a version with this file. */
  readonly offer: (version: string, name: string, bytes: Buffer, more?: readonly string[]) => void;
  readonly put: (name: string, bytes: Buffer | string) => void;
  readonly get: (name: string) => Buffer | undefined;
  /** The next answer breaks off after so many bytes. */
  readonly breakAfter: (bytes: number) => void;
  /** Every request: name, and the range that was asked for. */
  readonly asked: readonly string[];
  /** Bytes of files, feeds not counted, that left so far. */
  readonly sent: () => number;
  readonly close: () => Promise<void>;
};

export const openUpdateFeed = async (tls: { readonly key: string; readonly cert: string }): Promise<UpdateFeed> => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const files = new Map<string, Buffer>();
  const asked: string[] = [];
  let breakAfter: number | undefined;
  let sent = 0;
  const server: Server = createServer(tls, (request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '', 'https://x').pathname.slice('/feed/'.length));
    const { range = '' } = request.headers;
    asked.push(range === '' ? name : `${name} ${range}`);
    const whole = files.get(name);
    if (whole === undefined) {
      response.writeHead(404).end();
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0);
    const part = whole.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': part.length });
    const isFeed = /\.yml(?:\.sig)?$/.test(name);
    if (breakAfter !== undefined && !isFeed) {
      const cut = part.subarray(0, breakAfter);
      breakAfter = undefined;
      sent += cut.length;
      response.write(cut, () => response.destroy());
      return;
    }
    if (!isFeed) sent += part.length;
    response.end(part);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const put = (name: string, bytes: Buffer | string): void => void files.set(name, Buffer.from(bytes));
  return {
    folder: new URL(`https://localhost:${port}/feed/`),
    key: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    offer: (version, name, bytes, more = []) => {
      put(name, bytes);
      const sha512 = createHash('sha512').update(bytes).digest('base64');
      const yaml = [
        `version: ${version}`,
        'files:',
        `  - url: ${name}`,
        `    sha512: ${sha512}`,
        `    size: ${bytes.length}`,
        `path: ${name}`,
        `sha512: ${sha512}`,
        "releaseDate: '2026-11-01T00:00:00.000Z'",
        ...more,
        '',
      ].join('\n');
      put('latest-linux.yml', yaml);
      put('latest-linux.yml.sig', sign(null, Buffer.from(yaml), privateKey).toString('base64'));
    },
    put,
    get: (name) => files.get(name),
    breakAfter: (bytes) => {
      breakAfter = bytes;
    },
    asked,
    sent: () => sent,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
