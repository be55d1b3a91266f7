import { promises as dns } from 'node:dns';
import type { NameFailure, NameService } from '../../app/api/finding/name-service.ts';
import { fail, succeed } from '../../app/domain/result.ts';

/** Milliseconds for one question, and how often it is asked. */
const patience = { timeout: 2000, tries: 2 };

const absent: readonly string[] = [dns.NODATA, dns.NOTFOUND, dns.BADNAME];

const failureOf = (error: unknown): NameFailure => {
  const { code = '' } = error as NodeJS.ErrnoException;
  return absent.includes(code) ? 'none' : 'silent';
};

/**
 * The name service of this computer.
 * @param servers addresses to ask instead of those the system names, each with a port if it is not 53
 */
export const createNameService = (servers?: readonly string[]): NameService => {
  const resolver = new dns.Resolver(patience);
  if (servers !== undefined) resolver.setServers(servers);
  return {
    services: async (name) => {
      try {
        const records = await resolver.resolveSrv(name);
        return succeed(records.map(({ name: host, port, priority, weight }) => ({ host, port, priority, weight })));
      } catch (error) {
        return fail(failureOf(error));
      }
    },
  };
};
