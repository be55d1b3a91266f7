import type { PortalCheck } from '../api/captive-portal.ts';
import { checkServer, parseServerUrl } from '../api/find-server.ts';
import type { FoundPlace, FoundServers, ServerFinder } from '../api/finding/find-servers.ts';
import type { ServerClient } from '../api/server-client.ts';
import type { Probe, ServerOrigin } from '../contract/gate.ts';
import type { Failure } from '../domain/failure.ts';

/** What looking for a server found, and the client that spoke with it: there for `found`, `elsewhere` and `untrusted` only. */
export type ProbeResult = { readonly probe: Probe; readonly client: ServerClient | undefined };

export type ProbePorts = {
  readonly newClient: (url: URL) => ServerClient;
  readonly clientVersion: string;
  readonly finder: ServerFinder;
  readonly portalAt: PortalCheck;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Places an organisation does not allow are not even asked. */
  readonly allowed: (url: URL) => boolean;
};

/** How long a better source may keep a server waiting that was found already, in milliseconds. */
const patience = 1500;

type Place = { readonly url: URL; readonly from: ServerOrigin; readonly foreign: boolean };

const failed = (failure: Failure): ProbeResult => ({ probe: { state: 'failed', failure }, client: undefined });

const probeOne = async (client: ServerClient, place: Place, clientVersion: string): Promise<ProbeResult> => {
  const { url } = client;
  const version = await checkServer(client, clientVersion);
  const peer = client.peer();
  if (version.ok && peer !== undefined) {
    const { product, version: serverVersion } = version.value;
    const server = {
      url: url.origin,
      host: url.hostname,
      port: url.port === '' ? 443 : Number(url.port),
      from: place.from,
      product,
      version: serverVersion,
      ...peer,
      clockSkew: client.clockSkew(),
    };
    return { probe: { state: place.foreign ? 'elsewhere' : 'found', server }, client };
  }
  if (!version.ok && version.error.code === 'certificate') {
    return { probe: { state: 'untrusted', certificate: version.error.certificate }, client };
  }
  client.close();
  if (version.ok) return failed({ code: 'internal' });
  // A web site where nobody promised a mail server is only that.
  const isSite = version.error.code === 'captivePortal' && place.from === 'commonName';
  return failed(isSite ? { code: 'unsupportedServer', host: url.hostname } : version.error);
};

/** How much a result is worth to somebody who looks for a server: the lower, the more. */
const worth = ({ probe }: ProbeResult): number => {
  if (probe.state === 'found') return 0;
  if (probe.state === 'elsewhere') return 1;
  if (probe.state === 'untrusted') return 3;
  if (probe.state !== 'failed') return 9;
  const { failure } = probe;
  if (failure.code === 'clientTooOld') return 2;
  if (failure.code === 'byPolicy') return 3;
  if (failure.code === 'unsupportedServer' || failure.code === 'captivePortal') return 4;
  return failure.code === 'unreachable' && failure.cause === 'unknownHost' ? 6 : 5;
};

const best = (results: readonly ProbeResult[]): ProbeResult | undefined =>
  results.reduce<ProbeResult | undefined>(
    (sofar, one) => (sofar === undefined || worth(one) < worth(sofar) ? one : sofar),
    undefined,
  );

/** Asks everything a search names; each place is asked once, by the source that is trusted most. */
const probeFound = async (
  sources: readonly Promise<FoundServers>[],
  probeAt: (place: FoundPlace) => Promise<ProbeResult>,
  wait: ProbePorts['wait'],
): Promise<ProbeResult | undefined> => {
  const asked = new Map<string, Promise<ProbeResult>>();
  const askOnce = (place: FoundPlace): Promise<ProbeResult> => {
    const key = `${place.url.origin} ${place.foreign}`;
    const running = asked.get(key) ?? probeAt(place);
    asked.set(key, running);
    return running;
  };
  const runs = sources.map(async (source) => {
    const { ours } = await source;
    return best(await Promise.all(ours.map(askOnce)));
  });
  const settled: (ProbeResult | undefined)[] = runs.map(() => undefined);
  const watched = runs.map(async (run, at) => {
    settled[at] = await run;
    if (settled[at]?.probe.state === 'found') return at;
    throw new Error('not found there');
  });
  const everything = Promise.all(runs);
  const first = await Promise.any(watched).catch(() => undefined);
  if (first !== undefined) await Promise.race([Promise.all(runs.slice(0, first)), wait(patience)]);
  else await everything;
  const chosen = best(settled.filter((one) => one !== undefined));
  for (const running of asked.values()) {
    void running.then(({ client }) => client === chosen?.client || client?.close());
  }
  return chosen;
};

const hostOf = ({ probe }: ProbeResult): string | undefined => {
  if (probe.state === 'untrusted') return probe.certificate.host;
  if (probe.state !== 'failed' || probe.failure.code !== 'unreachable') return undefined;
  return ['unknownHost', 'offline', 'other'].includes(probe.failure.cause) ? undefined : probe.failure.host;
};

/** A connection that cannot be made or believed may be the work of a network that wants a sign-in of its own. */
const lookForPortal = async (result: ProbeResult, portalAt: PortalCheck): Promise<ProbeResult> => {
  const host = hostOf(result);
  const page = host === undefined ? undefined : await portalAt(host);
  if (host === undefined || page === undefined) return result;
  result.client?.close();
  return failed({ code: 'captivePortal', host, page });
};

/**
 * Looks for the server of an address, or asks the one that was chosen: who it is, whether its certificate is
 * trusted, whether this client is new enough. Sends no password.
 * @param chosen what a person or an administrator named as server; empty = it is searched for
 */
export const probeServer = async (address: string, chosen: string, ports: ProbePorts): Promise<ProbeResult> => {
  const probeAt = async (place: Place): Promise<ProbeResult> =>
    ports.allowed(place.url)
      ? probeOne(ports.newClient(place.url), place, ports.clientVersion)
      : failed({ code: 'byPolicy', what: 'server' });
  if (chosen !== '') {
    const url = parseServerUrl(chosen);
    if (url === undefined) return failed({ code: 'unreachable', host: chosen.slice(0, 100), cause: 'unknownHost' });
    return lookForPortal(await probeAt({ url, from: 'chosen', foreign: false }), ports.portalAt);
  }
  const found = await probeFound(ports.finder.ask(address), probeAt, ports.wait);
  return found === undefined ? failed({ code: 'invalidInput' }) : lookForPortal(found, ports.portalAt);
};
