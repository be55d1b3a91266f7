import { verify } from '@node-rs/argon2';
import { codeOf } from '../../integration/support/totp.ts';
import { application, keptClient, ownAddress } from './kept-client.ts';
import { type Member, type PreparedServer, password } from './prepared-server.ts';
import { median, quantile } from './statistics.ts';

const roundTime = 2500;
const rounds = 5;
const atOnce = 8;
const offices = 4;
/** A step of 30 seconds and its neighbours on both sides. */
const codeLife = 90_000;

type Rate = { readonly perSecond: number; readonly times: readonly number[] };

/** Does one thing over and over, several at a time, for a while. */
const rateOf = async (workers: readonly (() => Promise<void>)[]): Promise<Rate> => {
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    workers.map(async (work) => {
      while (performance.now() - started < roundTime) {
        const since = performance.now();
        await work();
        times.push(performance.now() - since);
      }
    }),
  );
  return { perSecond: (times.length / (performance.now() - started)) * 1000, times };
};

const signIn = async (client: ReturnType<typeof keptClient>, member: Member, withCookie: boolean): Promise<void> => {
  const device = withCookie ? `TFA_CONNECT_WEBMAIL=${member.deviceCookie}` : undefined;
  const params = { userName: member.address, password, application };
  const { result, error, session } = await client.call('Session.login', params, device);
  const state = (result?.['secondFactor'] as { state: string } | undefined)?.state;
  if (state !== (withCookie ? 'none' : 'code')) throw new Error(`Session.login: ${state ?? JSON.stringify(error)}`);
  if (withCookie) return;
  const code = codeOf(member.secret);
  const verified = await client.call('TwoFactor.verify', { code, remember: false }, session, String(result?.['token']));
  if (verified.result === undefined) throw new Error(`TwoFactor.verify: ${JSON.stringify(verified.error)}`);
};

/**
 * Full sign-ins a second with the second-factor cookie and without, each held against the bare rate of the password
 * hash in the same minute. Several people sign in behind each address, as in an office.
 */
export const measureFullSignIns = async (server: PreparedServer): Promise<string[]> => {
  const started = performance.now();
  const addresses = Array.from({ length: offices }, ownAddress);
  const clients = Array.from({ length: atOnce }, (_, index) => keptClient(server, addresses[index % offices] ?? ''));
  const next = { cookie: 0, code: 0 };
  const nextMember = (withCookie: boolean): Member => {
    const kind = withCookie ? 'cookie' : 'code';
    const member = server.members[next[kind] % server.members.length];
    // A code is good once, so that nobody may come round again within its time.
    if (!withCookie && next.code >= server.members.length && performance.now() - started < codeLife) {
      throw new Error('there are too few members for a machine this fast');
    }
    next[kind] += 1;
    if (member === undefined) throw new Error('nobody is there');
    return member;
  };
  const bare = Array.from({ length: atOnce }, () => async () => void (await verify(server.passwordHash, password)));
  const by = (withCookie: boolean) => clients.map((client) => () => signIn(client, nextMember(withCookie), withCookie));
  await rateOf(by(true));
  const seen: { bare: Rate; cookie: Rate; code: Rate }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    seen.push({ bare: await rateOf(bare), cookie: await rateOf(by(true)), code: await rateOf(by(false)) });
  }
  const alone: number[] = [];
  const [client] = clients;
  for (let count = 0; client !== undefined && count < 60; count += 1) {
    const since = performance.now();
    await signIn(client, nextMember(true), true);
    alone.push(performance.now() - since);
  }
  for (const each of clients) each.end();
  const line = (name: string, rates: readonly Rate[]) => {
    const times = rates.flatMap((rate) => rate.times);
    const share = median(rates.map((rate, index) => rate.perSecond / (seen[index]?.bare.perSecond ?? Number.NaN)));
    const rate = median(rates.map(({ perSecond }) => perSecond));
    return `${name.padEnd(44)}${rate.toFixed(1).padStart(7)} a second, ${share.toFixed(2)} of the bare rate; median ${median(times).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms (${atOnce} at a time, n = ${times.length})`;
  };
  return [
    `argon2id by itself (64 MiB, 3 passes, 1 lane)`.padEnd(44) +
      `${median(seen.map((round) => round.bare.perSecond))
        .toFixed(1)
        .padStart(7)} a second (${atOnce} at a time)`,
    line(
      'full sign-in with the second-factor cookie',
      seen.map(({ cookie }) => cookie),
    ),
    line(
      'full sign-in with a code',
      seen.map(({ code }) => code),
    ),
    `${'full sign-in with the cookie, one at a time'.padEnd(44)}median ${median(alone).toFixed(0)} ms, p99 ${quantile(alone, 0.99).toFixed(0)} ms (n = ${alone.length})`,
  ];
};
