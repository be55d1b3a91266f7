import { hash } from '@node-rs/argon2';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { accountCalls } from './support/account-calls.ts';
import { factorCalls } from './support/factor-calls.ts';
import { type Operation, operations } from './support/operations.ts';
import { createWorld, password } from './support/world.ts';

const calls = { ...accountCalls, ...factorCalls };

let cheapHash: string;
beforeAll(async () => {
  // The least argon2id allows: strength is not what is looked at here.
  cheapHash = await hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });
});

const live = async (days: readonly Operation[], tally: Map<string, number>): Promise<void> => {
  const world = await createWorld(cheapHash, tally);
  try {
    for (const { kind, user, client, choice } of days) {
      const [about, by] = [world.users[user], world.doors[client]];
      if (about !== undefined && by !== undefined) await calls[kind]({ world, user: about, client: by, choice });
    }
  } finally {
    world.core.store.close();
  }
};

it('no order of calls opens more than was proven, shows a secret twice, or takes a code twice', async () => {
  const tally = new Map<string, number>();
  const property = fc.asyncProperty(operations, (days) => live(days, tally));
  await fc.assert(property, { numRuns: 500, seed: 20_260_412 });
  // A property that never gets anywhere proves nothing.
  const reached = [
    ...['enrolled', 'verified', 'stepped up', 'recovery code taken', 'recovered', 'removed', 'devices removed'],
    ...['app password', 'mail by app password', 'disabled', 'enabled', 'new password', 'signed out'],
    ...['full at once, off', 'full at once, optional', 'full at once, enforced, device'],
  ];
  expect(reached.filter((what) => (tally.get(what) ?? 0) < 5)).toEqual([]);
}, 120_000);
