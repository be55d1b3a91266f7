import { createServer } from 'node:net';
import { failure, type Result, success } from '../result.ts';

const reserve = (host: string, port: number): Promise<Result<{ port: number; release: () => Promise<void> }, Error>> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (fault) => resolve(failure(fault)));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' && address !== null ? address.port : port;
      resolve(success({ port: got, release: () => new Promise((done) => server.close(() => done())) }));
    });
  });

/**
 * Ports for a program that must be told them: 0 becomes a free one, any other is tried.
 * @returns the name and number of the first port that cannot be had
 */
export const choosePorts = async <Name extends string>(
  host: string,
  wanted: Readonly<Record<Name, number>>,
): Promise<Result<Record<Name, number>, { name: Name; port: number; fault: Error }>> => {
  const held: { release: () => Promise<void> }[] = [];
  const chosen: Record<Name, number> = { ...wanted };
  let fault: { name: Name; port: number; fault: Error } | undefined;
  for (const name of Object.keys(wanted) as Name[]) {
    const got = await reserve(host, wanted[name]);
    if (!got.ok) {
      fault = { name, port: wanted[name], fault: got.error };
      break;
    }
    held.push(got.value);
    chosen[name] = got.value.port;
  }
  await Promise.all(held.map(({ release }) => release()));
  return fault === undefined ? success(chosen) : failure(fault);
};
