import { checkServer, parseServerUrl, serverCandidates } from '../api/find-server.ts';
import type { ServerClient } from '../api/server-client.ts';
import type { Probe } from '../contract/gate.ts';

/** What looking for a server found, and the client that spoke with it: there for `found` and `untrusted` only. */
export type ProbeResult = { readonly probe: Probe; readonly client: ServerClient | undefined };

const failed = (failure: Extract<Probe, { state: 'failed' }>['failure']): ProbeResult => ({
  probe: { state: 'failed', failure },
  client: undefined,
});

const probeOne = async (client: ServerClient, clientVersion: string): Promise<ProbeResult> => {
  const { url } = client;
  const version = await checkServer(client, clientVersion);
  const peer = client.peer();
  if (version.ok && peer !== undefined) {
    const { product, version: serverVersion } = version.value;
    const server = {
      url: url.origin,
      host: url.hostname,
      port: url.port === '' ? 443 : Number(url.port),
      product,
      version: serverVersion,
      ...peer,
      clockSkew: client.clockSkew(),
    };
    return { probe: { state: 'found', server }, client };
  }
  if (!version.ok && version.error.code === 'certificate') {
    return { probe: { state: 'untrusted', certificate: version.error.certificate }, client };
  }
  client.close();
  return failed(version.ok ? { code: 'internal' } : version.error);
};

/**
 * Looks for the server of an address, or asks the one that was chosen: who it is, whether its certificate is
 * trusted, whether this client is new enough. Sends no password.
 * @param chosen what a person or an administrator named as server; empty = the likely places are tried in turn
 */
export const probeServer = async (
  address: string,
  chosen: string,
  newClient: (url: URL) => ServerClient,
  clientVersion: string,
): Promise<ProbeResult> => {
  const typed = chosen === '' ? undefined : parseServerUrl(chosen);
  if (chosen !== '' && typed === undefined) {
    return failed({ code: 'unreachable', host: chosen.slice(0, 100), cause: 'unknownHost' });
  }
  let first: ProbeResult | undefined;
  for (const url of typed === undefined ? serverCandidates(address) : [typed]) {
    const result = await probeOne(newClient(url), clientVersion);
    if (result.probe.state !== 'failed') return result;
    first ??= result;
  }
  return first ?? failed({ code: 'invalidInput' });
};
