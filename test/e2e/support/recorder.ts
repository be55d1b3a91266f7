import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';

/** Servers that write down whoever knocks, so that a request that should not leave cannot leave unseen. */
export type Recorder = {
  readonly httpPort: number;
  /** Knows no TLS: the first bytes of a handshake already tell on whoever sent them. */
  readonly tlsPort: number;
  /** Connections and requests so far, in order. */
  readonly heard: () => readonly string[];
  /** Headers of the requests so far, by path. */
  readonly headersOf: (path: string) => Readonly<Record<string, unknown>> | undefined;
  readonly forget: () => void;
  readonly close: () => Promise<void>;
};

/** A picture of one point. */
const point = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const listen = (server: Server | TcpServer): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

export const startRecorder = async (): Promise<Recorder> => {
  const heard: string[] = [];
  const headers = new Map<string, Readonly<Record<string, unknown>>>();
  const web = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    headers.set(request.url ?? '', request.headers);
    response.setHeader('Content-Type', 'image/gif');
    response.setHeader('Set-Cookie', 'seen=1; SameSite=None; Secure');
    response.end(point);
  });
  web.on('connection', () => heard.push('connection'));
  const secure = createTcpServer((socket) => {
    heard.push('secure connection');
    socket.destroy();
  });
  const [httpPort, tlsPort] = [await listen(web), await listen(secure)];
  return {
    httpPort,
    tlsPort,
    heard: () => heard,
    headersOf: (path) => headers.get(path),
    forget: () => {
      heard.length = 0;
    },
    close: async () => {
      web.closeAllConnections();
      await Promise.all([web, secure].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
};
