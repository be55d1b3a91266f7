import { parseArgs } from 'node:util';
import { type SessionLife, usualSessionLife } from './accounts/session-life.ts';
import { minute } from './clock.ts';
import type { LogRotation } from './logs/log-file.ts';
import { usualRotation } from './logs/server-logs.ts';
import { defaultMinimumClientVersion } from './product.ts';
import { failure, type Result, success } from './result.ts';
import type { Relay } from './smtp/delivery.ts';

export type ServicePorts = {
  readonly webmail: number;
  readonly admin: number;
  readonly imap: number;
  readonly imaps: number;
  readonly pop3s: number;
  readonly smtp: number;
  readonly smtps: number;
};

export type ServerOptions = {
  readonly data: string;
  readonly host: string;
  /** Further name the server is reached by; goes into the certificate and the settings documents. */
  readonly publicName: string | undefined;
  readonly ports: ServicePorts;
  readonly clockOffset: number;
  readonly seed: 'demo' | undefined;
  readonly minimumClientVersion: string;
  readonly sessionLife: SessionLife;
  readonly logRotation: LogRotation;
  readonly relay: Relay | undefined;
};

const mebibyte = 1024 * 1024;

/** What `--help` prints. */
export const usage = `Usage: npm run server -- --data DIR [options]

  --data DIR                  where everything is kept (made when missing)
  --host ADDRESS              address to listen on (127.0.0.1)
  --public-name NAME          host name clients use; covered by the certificate
  --webmail-port N            HTTPS, client API (0 = any free port, for all ports)
  --admin-port N              HTTPS, administration API
  --imap-port N               IMAP with STARTTLS
  --imaps-port N              IMAP inside TLS
  --pop3s-port N              POP3 inside TLS
  --smtp-port N               submission with STARTTLS
  --smtps-port N              submission inside TLS
  --relay HOST:PORT           mail server that takes mail to other domains
  --min-client-version V      oldest client let in (${defaultMinimumClientVersion})
  --session-idle MINUTES      sign-ins end after so long without use (${usualSessionLife.idle / minute})
  --session-life MINUTES      and after so long in any case (${usualSessionLife.longest / minute})
  --log-size MIB              a log this large is set aside for a new one; 0 = never (${usualRotation.bytes / mebibyte})
  --log-keep N                how many logs set aside are kept of each (${usualRotation.kept})
  --clock-offset SECONDS      let the server's clock differ from the machine's
  --seed demo                 fill an empty data folder with the demo domains

npm run server -- admin --help tells how to administer a server from the command line.
`;

const flags = {
  data: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'public-name': { type: 'string' },
  'webmail-port': { type: 'string', default: '0' },
  'admin-port': { type: 'string', default: '0' },
  'imap-port': { type: 'string', default: '0' },
  'imaps-port': { type: 'string', default: '0' },
  'pop3s-port': { type: 'string', default: '0' },
  'smtp-port': { type: 'string', default: '0' },
  'smtps-port': { type: 'string', default: '0' },
  relay: { type: 'string' },
  'min-client-version': { type: 'string', default: defaultMinimumClientVersion },
  'session-idle': { type: 'string', default: String(usualSessionLife.idle / minute) },
  'session-life': { type: 'string', default: String(usualSessionLife.longest / minute) },
  'log-size': { type: 'string', default: String(usualRotation.bytes / mebibyte) },
  'log-keep': { type: 'string', default: String(usualRotation.kept) },
  'clock-offset': { type: 'string', default: '0' },
  seed: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const highestPort = 65_535;
const longestMinutes = 366 * 24 * 60;
const largestLog = 1024;
const mostLogs = 1000;
const hostShape = /^[\w.:-]+$/u;

const readPort = (text: string): number | undefined =>
  /^\d{1,5}$/u.test(text) && Number(text) <= highestPort ? Number(text) : undefined;

const readRelay = (text: string): Relay | undefined => {
  const colon = text.lastIndexOf(':');
  const port = readPort(text.slice(colon + 1));
  const host = text.slice(0, colon).replace(/^\[|\]$/gu, '');
  return colon > 0 && port && hostShape.test(host) ? { host, port } : undefined;
};

/** Whole minutes as milliseconds; a year at most. */
const readMinutes = (text: string): number | undefined => {
  const minutes = /^\d{1,6}$/u.test(text) ? Number(text) : 0;
  return minutes >= 1 && minutes <= longestMinutes ? minutes * minute : undefined;
};

/** A whole number from 0 on. */
const readCount = (text: string, highest: number): number | undefined =>
  /^\d{1,4}$/u.test(text) && Number(text) <= highest ? Number(text) : undefined;

/** `--clock-offset -90` as people write it; the parser itself takes a value with a dash only after `=`. */
const joinNegative = (args: readonly string[]): string[] => {
  const joined: string[] = [];
  for (const arg of args) {
    const last = joined.at(-1);
    if (last === '--clock-offset' && /^-\d/u.test(arg)) joined.splice(-1, 1, `${last}=${arg}`);
    else joined.push(arg);
  }
  return joined;
};

/**
 * Reads the program's arguments.
 * @returns `help`, the options, or a sentence saying which argument is wrong
 */
export const readOptions = (args: readonly string[]): Result<ServerOptions | 'help', string> => {
  const parsed = (() => {
    try {
      return success(parseArgs({ args: joinNegative(args), options: flags, strict: true }).values);
    } catch (fault) {
      return failure(fault instanceof Error ? fault.message : String(fault));
    }
  })();
  if (!parsed.ok) return parsed;
  const values = parsed.value;
  if (values.help) return success('help');
  if (values.data === undefined || values.data === '') return failure('Please say where to keep the data: --data DIR.');
  if (!hostShape.test(values.host)) return failure(`--host takes a name or an address, not '${values.host}'.`);
  const publicName = values['public-name'];
  if (publicName !== undefined && !hostShape.test(publicName)) {
    return failure(`--public-name takes a host name, not '${publicName}'.`);
  }
  const ports: Record<keyof ServicePorts, number> = {
    webmail: 0,
    admin: 0,
    imap: 0,
    imaps: 0,
    pop3s: 0,
    smtp: 0,
    smtps: 0,
  };
  for (const name of Object.keys(ports) as (keyof ServicePorts)[]) {
    const port = readPort(values[`${name}-port`]);
    if (port === undefined) return failure(`--${name}-port takes a number from 0 to ${highestPort}.`);
    ports[name] = port;
  }
  const clockOffset = Number(values['clock-offset']);
  if (!Number.isFinite(clockOffset)) return failure('--clock-offset takes a number of seconds.');
  if (values.seed !== undefined && values.seed !== 'demo') return failure("The only seed is 'demo'.");
  const minimumClientVersion = values['min-client-version'];
  if (!/^\d+(\.\d+)*$/u.test(minimumClientVersion))
    return failure('--min-client-version takes a version such as 1.2.0.');
  const idle = readMinutes(values['session-idle']);
  const longest = readMinutes(values['session-life']);
  if (idle === undefined || longest === undefined) {
    const name = idle === undefined ? 'idle' : 'life';
    return failure(`--session-${name} takes minutes, from 1 to ${longestMinutes}.`);
  }
  const logSize = readCount(values['log-size'], largestLog);
  if (logSize === undefined) return failure(`--log-size takes mebibytes, from 0 to ${largestLog}.`);
  const kept = readCount(values['log-keep'], mostLogs);
  if (kept === undefined) return failure(`--log-keep takes a number from 0 to ${mostLogs}.`);
  const relay = values.relay === undefined ? undefined : readRelay(values.relay);
  if (values.relay !== undefined && relay === undefined) return failure('--relay takes HOST:PORT.');
  return success({
    data: values.data,
    host: values.host,
    publicName,
    ports,
    clockOffset,
    seed: values.seed,
    minimumClientVersion,
    sessionLife: { idle, longest },
    logRotation: { bytes: logSize * mebibyte, kept },
    relay,
  });
};
