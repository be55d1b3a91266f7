import { parseAddress } from '../../domain/address.ts';
import type { MailEndpoint } from '../../domain/mail-access.ts';
import type { NameService, ServiceRecord } from './name-service.ts';

/** The services of RFC 6186 (section 3) and RFC 8314 (section 5.1) that this client can use, TLS from the first byte first. */
const services = [
  { name: '_imaps._tcp', kind: 'imap', security: 'tls' },
  { name: '_imap._tcp', kind: 'imap', security: 'startTls' },
  { name: '_submissions._tcp', kind: 'smtp', security: 'tls' },
  { name: '_submission._tcp', kind: 'smtp', security: 'startTls' },
] as const;

/** More than this many hosts of one service are not tried. */
const most = 4;

/**
 * The order to try records in: by priority, inside one priority the heavier first. RFC 2782 draws by weight to share
 * load; a person who sets up one account should find the same server every time.
 */
export const inOrder = (records: readonly ServiceRecord[]): readonly ServiceRecord[] =>
  [...records].sort((a, b) => a.priority - b.priority || b.weight - a.weight || a.host.localeCompare(b.host));

const usable = ({ host, port }: ServiceRecord): boolean =>
  port > 0 && port <= 65535 && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(host);

export type RecordedServices = { readonly imap: readonly MailEndpoint[]; readonly smtp: readonly MailEndpoint[] };

/**
 * Asks the name service where IMAP and submission of an address's domain are. A target of "." says that there is no
 * such service (RFC 6186, section 3.4) and is left out, as is what cannot be a host.
 */
export const recordedServices = async (names: NameService, address: string): Promise<RecordedServices> => {
  const domain = parseAddress(address)?.domain;
  if (domain === undefined) return { imap: [], smtp: [] };
  const found = await Promise.all(
    services.map(async ({ name, kind, security }) => {
      const answer = await names.services(`${name}.${domain}`);
      const records = answer.ok ? inOrder(answer.value).filter(usable).slice(0, most) : [];
      return records.map(({ host, port }) => ({ kind, endpoint: { host: host.toLowerCase(), port, security } }));
    }),
  );
  const of = (kind: 'imap' | 'smtp'): MailEndpoint[] =>
    found.flat().flatMap((one) => (one.kind === kind ? [one.endpoint] : []));
  return { imap: of('imap'), smtp: of('smtp') };
};
