import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInAdministrator, type ListedUser, userNamed } from '../integration/support/administer.ts';
import { everybody } from '../integration/support/demo-people.ts';
import { enrol } from '../integration/support/enrol.ts';
import type { RpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
let admin: RpcClient;
beforeAll(async () => {
  run = await runDemoServer();
  admin = await builtInAdministrator(run);
  await enrol(run, 'postmaster@enforced.example', { component: 'admin' });
});
afterAll(() => run.close());

const addresses = (answer: Record<string, unknown>) => (answer['list'] as ListedUser[]).map(({ address }) => address);

describe('Domains.get', () => {
  it('lists every domain with its rules', async () => {
    const { list, totalItems } = await admin.ok('Domains.get', { query: { start: 0, limit: -1 } });
    expect(totalItems).toBe(5);
    expect(list).toEqual(
      [
        ['enforced.example', true, true, 30, 4],
        ['off.example', false, false, 30, 1],
        ['optional.example', true, false, 7, 2],
        ['outside.example', false, false, 30, 3],
        ['session.example', true, true, 0, 1],
      ].map(([name, isEnabled, isForced, expireDays, userCount]) => ({
        id: expect.any(String),
        name,
        twoFactor: { isEnabled, isForced, expireDays, attemptLimit: 5 },
        userCount,
        enrolledCount: name === 'enforced.example' ? 1 : 0,
      })),
    );
  });

  it('filters, sorts and pages', async () => {
    const forced = await admin.ok('Domains.get', {
      query: {
        fields: ['name'],
        conditions: [{ fieldName: 'twoFactor.isForced', comparator: 'Eq', value: true }],
        orderBy: [{ columnName: 'name', direction: 'Desc', caseSensitive: false }],
        start: 1,
        limit: 1,
      },
    });
    expect(forced).toEqual({ list: [{ id: expect.any(String), name: 'enforced.example' }], totalItems: 2 });
  });
});

describe('Users.get', () => {
  it('lists every user of every domain, but not the built-in administrator', async () => {
    const answer = await admin.ok('Users.get', { query: {} });
    expect(addresses(answer)).toEqual(everybody);
    expect(answer['totalItems']).toBe(11);
    expect(await userNamed(admin, 'ANA@enforced.example')).toEqual({
      id: expect.any(String),
      loginName: 'ana',
      domainId: expect.any(String),
      domainName: 'enforced.example',
      address: 'ana@enforced.example',
      fullName: 'Ana Moreira',
      role: 'user',
      isEnabled: true,
      isEnrolled: false,
      secondFactorFailures: 0,
      appPasswordCount: 0,
    });
    expect(await userNamed(admin, 'postmaster@enforced.example')).toMatchObject({
      role: 'domainAdministrator',
      isEnrolled: true,
      lastSignIn: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u),
    });
  });

  it.each([
    [{ start: 9, limit: 50 }, everybody.slice(9), 11],
    [{ start: 2, limit: 3 }, everybody.slice(2, 5), 11],
    [{ start: 11, limit: 3 }, [], 11],
    [{ limit: 0 }, [], 11],
    [{ limit: 2, orderBy: [{ columnName: 'address', direction: 'Desc' }] }, everybody.slice(-2).reverse(), 11],
    [
      { conditions: [{ fieldName: 'QUICKSEARCH', comparator: 'Like', value: 'MOREIRA' }] },
      ['ana.private@outside.example', 'ana@enforced.example'],
      2,
    ],
    [
      {
        combining: 'Or',
        conditions: [
          { fieldName: 'domainName', comparator: 'Eq', value: 'off.example' },
          { fieldName: 'isEnrolled', comparator: 'Eq', value: 'true' },
        ],
      },
      ['otto@off.example', 'postmaster@enforced.example'],
      2,
    ],
    [
      {
        combining: 'And',
        conditions: [
          { fieldName: 'domainName', comparator: 'Like', value: 'enforced%' },
          { fieldName: 'fullName', comparator: 'LessThan', value: 'C' },
        ],
        orderBy: [{ columnName: 'fullName', direction: 'Desc' }],
      },
      ['ben@enforced.example', 'ana@enforced.example'],
      2,
    ],
  ])('answers %j', async (query, expected, totalItems) => {
    const answer = await admin.ok('Users.get', { query });
    expect(addresses(answer)).toEqual(expected);
    expect(answer['totalItems']).toBe(totalItems);
  });

  it('sorts names without regard to case, and with it where that is asked for', async () => {
    const { id } = await userNamed(admin, 'cleo@enforced.example');
    await admin.ok('Users.set', { userIds: [id], pattern: { fullName: 'anna of no capital' } });
    const lastBy = async (caseSensitive?: boolean) => {
      const order = { columnName: 'fullName', ...(caseSensitive !== undefined && { caseSensitive }) };
      return addresses(await admin.ok('Users.get', { query: { orderBy: [order] } })).at(-1);
    };
    expect(await lastBy()).not.toBe('cleo@enforced.example');
    expect(await lastBy(false)).not.toBe('cleo@enforced.example');
    expect(await lastBy(true)).toBe('cleo@enforced.example');
    expect(
      (await admin.fails('Users.get', { query: { orderBy: [{ columnName: 'fullName', caseSensitive: 1 }] } })).code,
    ).toBe(-32602);
  });

  it.each([
    [{ conditions: [{ fieldName: 'passwordHash', comparator: 'Like', value: '$' }] }],
    [{ conditions: [{ fieldName: "address' OR '1", comparator: 'Eq', value: 'x' }] }],
    [{ conditions: [{ fieldName: 'address', comparator: 'Matches', value: 'x' }] }],
    [{ orderBy: [{ columnName: 'address; DROP TABLE users' }] }],
    [{ orderBy: [{ columnName: '__proto__' }] }],
    [{ fields: ['passwordHash'] }],
    [{ start: -1 }],
    [{ limit: -2 }],
    [{ limit: 1.5 }],
    [{ somethingElse: 1 }],
    [{ conditions: Array.from({ length: 33 }, () => ({ fieldName: 'address', comparator: 'Eq', value: 'x' })) }],
  ])('refuses %j', async (query) => {
    const error = await admin.fails('Users.get', { query });
    expect(error.code).toBe(-32602);
    expect(error.message).not.toMatch(/SELECT|sqlite|users_by/iu);
    expect(addresses(await admin.ok('Users.get', { query: {} }))).toEqual(everybody);
  });

  it('takes hostile values for mere text', async () => {
    for (const value of ["' OR 1=1 --", "'; DROP TABLE users; --", '\u0000', '%', '\\', '"', 'a'.repeat(320)]) {
      const conditions = [{ fieldName: 'address', comparator: 'Eq', value }];
      expect((await admin.ok('Users.get', { query: { conditions } }))['totalItems']).toBe(0);
    }
  });
});
