import type { Result } from '../../domain/result.ts';

/** One SRV record (RFC 2782): where a service of a domain is. */
export type ServiceRecord = {
  readonly host: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
};

/** `none`: the name service answered that there is no such record. `silent`: it could not be asked. */
export type NameFailure = 'none' | 'silent';

/** The name service (DNS) as the search for servers needs it. */
export type NameService = {
  /** @param name such as `_imaps._tcp.example.com` */
  readonly services: (name: string) => Promise<Result<readonly ServiceRecord[], NameFailure>>;
};
