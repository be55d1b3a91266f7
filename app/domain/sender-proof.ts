import type { Authentication, AuthenticationResult } from './message-facts.ts';

/** What the receiving server found out about a sender, boiled down. */
export type SenderProof = {
  /** `proved`: the domain in From vouched for the message. `failed`: it was asked and did not. */
  readonly verdict: 'proved' | 'failed' | 'unknown';
  /** The checks it rests on, each at most once, the telling one first. */
  readonly checks: readonly {
    readonly method: 'dmarc' | 'dkim' | 'spf';
    readonly result: 'pass' | 'fail' | 'none';
    /** Whose word it is; empty where the server does not say. */
    readonly domain: string;
  }[];
};

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** The same owner as far as names tell (relaxed alignment, RFC 7489 section 3.1): one is the other or lies below it. */
const isAligned = (one: string, other: string): boolean =>
  one !== '' && other !== '' && (one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`));

const resultOf = ({ result }: AuthenticationResult): 'pass' | 'fail' | 'none' => {
  if (result === 'pass') return 'pass';
  return ['fail', 'softfail', 'policy', 'permerror', 'hardfail'].includes(result) ? 'fail' : 'none';
};

const domainIn = ({ method, properties }: AuthenticationResult): string => {
  const told =
    method === 'dkim'
      ? (properties['header.d'] ?? properties['header.i'])
      : method === 'spf'
        ? (properties['smtp.mailfrom'] ?? properties['smtp.helo'])
        : properties['header.from'];
  return domainOf(told ?? '');
};

/**
 * What Authentication-Results of a trusted server say about who sent a message (RFC 8601, RFC 7489).
 * @param from the address in From; what vouches for another domain proves nothing about it
 */
export const senderProof = (authentication: Authentication | undefined, from: string): SenderProof => {
  const results = authentication?.results ?? [];
  const sender = domainOf(from);
  const checks: SenderProof['checks'][number][] = [];
  for (const method of ['dmarc', 'dkim', 'spf'] as const) {
    const ofMethod = results.filter((one) => one.method === method);
    const best =
      ofMethod.find((one) => resultOf(one) === 'pass' && isAligned(domainIn(one), sender)) ??
      ofMethod.find((one) => resultOf(one) === 'pass') ??
      ofMethod.find((one) => resultOf(one) === 'fail') ??
      ofMethod[0];
    if (best !== undefined) checks.push({ method, result: resultOf(best), domain: domainIn(best) });
  }
  const found = (method: string) => checks.find((check) => check.method === method);
  const dmarc = found('dmarc');
  const vouches = checks.some(
    ({ method, result, domain }) => method !== 'dmarc' && result === 'pass' && isAligned(domain, sender),
  );
  if (dmarc?.result === 'pass' && (dmarc.domain === '' || isAligned(dmarc.domain, sender))) {
    return { verdict: 'proved', checks };
  }
  if (dmarc?.result === 'fail') return { verdict: 'failed', checks };
  if (vouches) return { verdict: 'proved', checks };
  const spoke = checks.filter(({ result }) => result !== 'none');
  const denied = spoke.length > 0 && spoke.every(({ result }) => result === 'fail');
  return { verdict: denied ? 'failed' : 'unknown', checks };
};
