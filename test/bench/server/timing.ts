import { application, keptClient, ownAddress } from './kept-client.ts';
import type { PreparedServer } from './prepared-server.ts';
import { compareTimes, median } from './statistics.ts';

const rounds = 240;
/** One more would close the door to the address. */
const failuresAnAddress = 2;

const kinds = ['unknown user', 'wrong password', 'app password'] as const;
type Kind = (typeof kinds)[number];

const shuffled = <T>(values: readonly T[]): T[] =>
  values
    .map((value) => ({ value, at: Math.random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ value }) => value);

/** Whether the time of a refusal at `Session.login` tells why. */
export const measureRefusals = async (server: PreparedServer): Promise<string[]> => {
  const times: Record<Kind, number[]> = { 'unknown user': [], 'wrong password': [], 'app password': [] };
  let client = keptClient(server, ownAddress());
  let failures = 0;
  const refuse = async (kind: Kind, round: number): Promise<number> => {
    if (failures === failuresAnAddress) {
      client.end();
      client = keptClient(server, ownAddress());
      failures = 0;
    }
    failures += 1;
    const member = server.members[round % server.members.length];
    const userName = kind === 'unknown user' ? `nobody${round}@bench.example` : (member?.address ?? '');
    const given = kind === 'app password' ? (member?.appPassword ?? '') : `abcdefghjkmnpqrst${100 + (round % 900)}`;
    const { error, milliseconds } = await client.call('Session.login', { userName, password: given, application });
    if (error?.data.symbol !== 'AuthFailed') throw new Error(`${kind}: ${JSON.stringify(error)}`);
    return milliseconds;
  };
  for (let round = -10; round < rounds; round += 1) {
    for (const kind of shuffled(kinds)) {
      const spent = await refuse(kind, round + 10);
      if (round >= 0) times[kind].push(spent);
    }
  }
  client.end();
  const compare = (first: Kind, second: Kind): string => {
    const { chance, p } = compareTimes(times[first], times[second]);
    const difference = median(times[first]) - median(times[second]);
    return `${`refusal: ${first} or ${second}`.padEnd(44)}told apart in ${(Math.max(chance, 1 - chance) * 100).toFixed(1)} of 100 guesses (50: by chance), p = ${p.toFixed(2)}, medians ${Math.abs(difference).toFixed(2)} ms apart of ${median(times[first]).toFixed(1)} ms (n = ${rounds} each)`;
  };
  return [
    compare('unknown user', 'wrong password'),
    compare('wrong password', 'app password'),
    compare('unknown user', 'app password'),
  ];
};
