import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { run } from '../../../build/set-up/process-group.mjs';

export type SilentServer = {
  readonly url: string;
  readonly port: number;
  readonly connections: () => number;
  /** Every byte that clients sent after the handshake. */
  readonly received: () => Buffer;
  readonly close: () => Promise<void>;
};

/** A TLS server with a certificate of its own making, which listens to everything and answers nothing. */
export const startSilentServer = async (): Promise<SilentServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-certificate-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=mail.elsewhere.example', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '30',
  ];
  const made = await run('openssl', [...request, ...subject, '-keyout', key, '-out', certificate]);
  if (made.code !== 0) throw new Error(made.output);
  const parts: Buffer[] = [];
  let connections = 0;
  const server = createServer({ key: await readFile(key), cert: await readFile(certificate) }, (socket) => {
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => {});
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.on('tlsClientError', () => {});
  await rm(folder, { recursive: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    connections: () => connections,
    received: () => Buffer.concat(parts),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
