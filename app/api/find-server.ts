import type { Failure } from '../domain/failure.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import { compareVersions } from '../domain/version-number.ts';
import type { ApiVersion } from '../protocol/version.ts';
import type { ServerClient } from './server-client.ts';

/** The feature a server must announce so that this client knows its second-factor calls. */
const neededFeature = 'twoFactor.1';

/** Reads what a person typed as a server: a host, a host with port, or an https address. Anything else is none. */
export const parseServerUrl = (typed: string): URL | undefined => {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return undefined;
  const candidate = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(candidate)) return undefined;
  const url = new URL(candidate);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  return new URL(url.origin);
};

/**
 * Asks a server who it is, before any password leaves: does it speak our contract, and is this client new enough?
 * @param clientVersion this application's own version
 */
export const checkServer = async (
  client: ServerClient,
  clientVersion: string,
): Promise<Result<ApiVersion, Failure>> => {
  const version = await client.call('Version.getApiVersion', {});
  // Documented is a number alone: a server that answers so speaks the calls, but none of ours.
  if (!version.ok && version.error.code === 'serverError') {
    return fail({ code: 'unsupportedServer', host: client.url.hostname });
  }
  if (!version.ok) return version;
  if (!version.value.features.includes(neededFeature)) {
    return fail({ code: 'unsupportedServer', host: client.url.hostname });
  }
  if (compareVersions(clientVersion, version.value.minimumClientVersion) < 0) {
    return fail({ code: 'clientTooOld', minimumVersion: version.value.minimumClientVersion });
  }
  return succeed(version.value);
};
