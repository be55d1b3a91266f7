import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { comparator, type ListQuery, listQuery } from '../../../../app/protocol/list-query.ts';
import { domainListShape } from '../../../../app/server/store/domain-list.ts';
import { legacyClientListShape } from '../../../../app/server/store/legacy-client-list.ts';
import { type ListShape, translateQuery } from '../../../../app/server/store/list-query.ts';
import { sortName } from '../../../../app/server/store/sort-name.ts';
import { type ListedUser, userListShape } from '../../../../app/server/store/user-list.ts';
import { createFixture, type Fixture } from '../support/fixture.ts';

const shapes: Record<string, ListShape> = { userListShape, domainListShape, legacyClientListShape };
const translate = (query: Partial<ListQuery> | object, shape = userListShape) =>
  translateQuery(shape, listQuery.parse(query));

const hostile = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    'address; DROP TABLE users',
    "' OR 1=1 --",
    'u.password_hash',
    'password_hash',
    'passwordHash',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'address) UNION SELECT secret FROM second_factors --',
    '%',
    '_',
    '\\',
    '?',
    '\u0000',
  ),
);
const names = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Object.keys(userListShape.columns), 'QUICKSEARCH', 'name', 'lastSeenAt') },
  { weight: 2, arbitrary: hostile.filter((text) => text.length > 0 && text.length <= 64) },
);
const value = fc.oneof(
  hostile,
  fc.boolean(),
  fc.integer(),
  fc.constantFrom('true', '0', '', '2026-01-01', '2026-01-01T00:00:00Z', 'ana', 'example'),
);
const anyQuery = fc.record({
  conditions: fc.array(fc.record({ fieldName: names, comparator: fc.constantFrom(...comparator.options), value }), {
    maxLength: 6,
  }),
  combining: fc.constantFrom('Or' as const, 'And' as const),
  start: fc.nat(30),
  limit: fc.integer({ min: -1, max: 30 }),
  orderBy: fc.array(fc.record({ columnName: names, direction: fc.constantFrom('Asc' as const, 'Desc' as const) }), {
    maxLength: 4,
  }),
});

const ordered = fc.constantFrom('Eq', 'NotEq', 'LessThan', 'GreaterThan', 'LessEq', 'GreaterEq');
const valuesOfKind = {
  text: fc.oneof(
    fc.constantFrom('ana', 'EMIL', 'user1', 'user1%', '%e.example', '%', '', 'b.example', 'Ångström', '%%', '_'),
    fc.string({ maxLength: 3 }),
  ),
  boolean: fc.constantFrom(true, false, 'true', '0'),
  integer: fc.oneof(fc.integer({ min: -1, max: 4 }), fc.constantFrom('0', '2')),
  time: fc.constantFrom('2026-03-02', '2026-02-27T09:00:00Z', '2026-02-26T09:00:00.000Z'),
};
const comparatorsOfKind = {
  text: fc.constantFrom(...comparator.options),
  boolean: fc.constantFrom('Eq', 'NotEq'),
  integer: ordered,
  time: ordered,
};

/** Conditions whose comparator and value fit their column, so that all of them reach the database. */
const fittingCondition = fc.oneof(
  ...Object.entries(userListShape.columns).map(([fieldName, { kind }]) =>
    fc.record({
      fieldName: fc.constant(fieldName),
      comparator: comparatorsOfKind[kind],
      value: valuesOfKind[kind] as fc.Arbitrary<string | number | boolean>,
    }),
  ),
  fc.record({
    fieldName: fc.constant('QUICKSEARCH'),
    comparator: fc.constant('Like'),
    value: valuesOfKind.text,
  }),
  fc.record({ fieldName: fc.constant('lastSignIn'), comparator: comparatorsOfKind.boolean, value: fc.constant('') }),
);
const sortable = Object.keys(userListShape.columns).filter((name) => userListShape.columns[name]?.order !== undefined);
const fittingQuery = fc.record({
  conditions: fc.array(fittingCondition, { maxLength: 3 }),
  combining: fc.constantFrom('Or' as const, 'And' as const),
  start: fc.nat(8),
  limit: fc.integer({ min: -1, max: 30 }),
  orderBy: fc.array(
    fc.record({
      columnName: fc.constantFrom(...sortable),
      direction: fc.constantFrom('Asc' as const, 'Desc' as const),
    }),
    { maxLength: 3 },
  ),
});

/** Every piece of SQL a shape can produce, taken from the shape itself. */
const knownSql = (shape: ListShape): Set<string> => {
  const operators = ['= ?', 'IS NOT ?', '< ?', '> ?', '<= ?', '>= ?', 'IS ?', "LIKE ? ESCAPE '\\'"];
  const pieces = new Set<string>([shape.tieBreaker, `${shape.tieBreaker} DESC`]);
  for (const column of Object.values(shape.columns)) {
    for (const operator of operators) pieces.add(column.test(operator));
    for (const by of [column.order?.by, column.order?.first?.by]) {
      if (by !== undefined) pieces.add(by).add(`${by} DESC`);
    }
  }
  return pieces;
};

/** Splits at a separator that does not stand inside parentheses. */
const splitAtTop = (text: string, separator: string): string[] => {
  const parts = [''];
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] ?? '';
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth === 0 && text.startsWith(separator, index)) {
      parts.push('');
      index += separator.length - 1;
    } else parts[parts.length - 1] += sign;
  }
  return parts;
};

const unwrap = (text: string): string => {
  expect(text.startsWith('(') && text.endsWith(')')).toBe(true);
  return text.slice(1, -1);
};

describe('a query in SQL', () => {
  it.each(Object.entries(shapes))('consists of pieces of %s alone, whatever is asked', (_name, shape) => {
    const known = knownSql(shape);
    fc.assert(
      fc.property(anyQuery, (query) => {
        const translated = translate(query, shape);
        if (!translated.ok) {
          expect(translated.error.path).toMatch(
            /^query\.(?:conditions\.\d+\.(?:fieldName|value)|orderBy\.\d+\.columnName)$/u,
          );
          return;
        }
        const { where, orderBy, values } = translated.value;
        for (const piece of splitAtTop(orderBy, ', ')) expect(known).toContain(piece);
        if (where !== '') {
          expect(where.startsWith('AND ')).toBe(true);
          const separator = query.combining === 'Or' ? ' OR ' : ' AND ';
          for (const condition of splitAtTop(unwrap(where.slice(4)), separator)) {
            for (const piece of splitAtTop(unwrap(condition), ' OR ')) expect(known).toContain(piece);
          }
        }
        expect(where.split('?')).toHaveLength(values.length + 1);
        for (const bound of values) expect(['string', 'number', 'object']).toContain(typeof bound);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    [{ conditions: [{ fieldName: 'passwordHash', comparator: 'Eq', value: 'x' }] }, 'query.conditions.0.fieldName'],
    [{ conditions: [{ fieldName: 'constructor', comparator: 'Eq', value: 'x' }] }, 'query.conditions.0.fieldName'],
    [{ conditions: [{ fieldName: 'isEnabled', comparator: 'Like', value: true }] }, 'query.conditions.0.value'],
    [{ conditions: [{ fieldName: 'isEnabled', comparator: 'Eq', value: 'perhaps' }] }, 'query.conditions.0.value'],
    [
      { conditions: [{ fieldName: 'appPasswordCount', comparator: 'Eq', value: '1 OR 1' }] },
      'query.conditions.0.value',
    ],
    [{ conditions: [{ fieldName: 'lastSignIn', comparator: 'LessThan', value: '' }] }, 'query.conditions.0.value'],
    [
      { conditions: [{ fieldName: 'lastSignIn', comparator: 'Eq', value: '2026-01-01T10:00' }] },
      'query.conditions.0.value',
    ],
    [{ conditions: [{ fieldName: 'address', comparator: 'Eq', value: 5 }] }, 'query.conditions.0.value'],
    [{ orderBy: [{ columnName: 'address' }, { columnName: 'id' }] }, 'query.orderBy.1.columnName'],
  ])('is refused for %j', (query, path) => {
    expect(translate(query)).toEqual({ ok: false, error: { path } });
  });
});

const day = 86_400_000;
const people = ['Ana Moreira', 'Émile Zola', 'emil nolde', 'Ångström', 'Zoë 100%', 'under_score', '', 'Ana Moreira'];

const fill = ({ store, clock }: Fixture): void => {
  const domains = ['b.example', 'a.example'].map((name) =>
    store.users.addDomain({
      name,
      factorEnabled: true,
      factorForced: false,
      enforceFrom: undefined,
      expireDays: 30,
      attemptLimit: 5,
    }),
  );
  store.users.addUser({
    domainId: undefined,
    loginName: 'admin',
    address: undefined,
    fullName: 'Administrator',
    passwordHash: 'x',
    role: 'administrator',
    createdAt: 0,
  });
  for (let index = 0; index < 24; index += 1) {
    const domain = index % 2;
    const loginName = `user${(index * 7) % 24}`;
    const id = store.users.addUser({
      domainId: domains[domain],
      loginName,
      address: `${loginName}@${domain === 0 ? 'b' : 'a'}.example`,
      fullName: people[index % people.length] ?? '',
      passwordHash: 'x',
      role: 'user',
      createdAt: 0,
    });
    if (index % 3 === 0) store.users.setDisabled(id, index % 2 ? 'administrator' : 'secondFactorAttempts');
    if (index % 4 === 0) store.users.setSignedIn(id, clock.now() - (index % 8) * day);
    if (index % 5 === 0) store.users.setWrongCodes(id, index % 4, 0);
    if (index % 3 === 1) {
      store.secondFactors.putFactor(id, { sealedSecret: new Uint8Array(8), enrolledAt: 0, recoveryEmail: '' });
      for (let count = 0; count < index % 4; count += 1) {
        store.appPasswords.add({
          userId: id,
          name: `p${count}`,
          scopes: ['imap'],
          createdAt: 0,
          expiresAt: undefined,
          deviceId: undefined,
          sessionId: undefined,
          secretHash: `${id}${count}`,
        });
      }
    }
  }
};

const plain: Record<string, (user: ListedUser) => string | number | undefined> = {
  id: (user) => user.id,
  domainId: (user) => user.domainId,
  domainName: (user) => user.domainName,
  loginName: (user) => user.loginName,
  address: (user) => user.address,
  fullName: (user) => sortName(user.fullName),
  isEnabled: (user) => Number(user.disabledReason === undefined),
  isEnrolled: (user) => Number(user.isEnrolled),
  secondFactorFailures: (user) => user.wrongCodes,
  lastSignIn: (user) => user.lastSignInAt,
  appPasswordCount: (user) => user.appPasswordCount,
};

const like = (text: string, pattern: string): boolean => {
  const core = pattern.replace(/^%/u, '').replace(/%$/u, '');
  const starts = pattern.startsWith('%');
  const ends = pattern.endsWith('%');
  if (ends && !starts) return text.startsWith(core);
  if (starts && !ends) return text.endsWith(core);
  return text.includes(core);
};

type Condition = ListQuery['conditions'][number];

const wantedOf = ({ fieldName, value: given }: Condition): string | number | undefined => {
  const { kind, fold } = userListShape.columns[fieldName] ?? { kind: 'text', fold: undefined };
  if (kind === 'text') return fold?.(String(given)) ?? String(given);
  if (kind === 'boolean') return Number([true, 1, '1', 'true'].includes(given));
  if (kind === 'time') return given === '' ? undefined : Date.parse(String(given));
  return Number(given);
};

/** The same condition without SQL. */
const holds = (user: ListedUser, condition: Condition): boolean => {
  if (condition.fieldName === 'QUICKSEARCH') {
    return ['address', 'fullName'].some((fieldName) => holds(user, { ...condition, fieldName }));
  }
  const have = plain[condition.fieldName]?.(user);
  const wanted = wantedOf(condition);
  if (condition.comparator === 'Eq') return have === wanted;
  if (condition.comparator === 'NotEq') return have !== wanted;
  if (have === undefined || wanted === undefined) return false;
  if (condition.comparator === 'Like') return like(String(have), String(wanted));
  const less = have < wanted;
  const same = have === wanted;
  return { LessThan: less, LessEq: less || same, GreaterThan: !less && !same, GreaterEq: !less }[condition.comparator];
};

/** The same order without SQL: absent before present, ties by address. */
const compare = (orderBy: ListQuery['orderBy']) => (left: ListedUser, right: ListedUser) => {
  const direction = orderBy[0]?.direction ?? ('Asc' as const);
  for (const order of [...orderBy, { columnName: 'address', direction }]) {
    const [a, b] = [plain[order.columnName]?.(left), plain[order.columnName]?.(right)];
    if (a === b) continue;
    const ascending = a === undefined || (b !== undefined && a < b) ? -1 : 1;
    return order.direction === 'Desc' ? -ascending : ascending;
  }
  return 0;
};

describe('the list of users', () => {
  let fixture: Fixture;
  let everybody: readonly ListedUser[];
  beforeAll(async () => {
    fixture = await createFixture();
    fill(fixture);
    const all = translate({});
    if (!all.ok) throw new Error(all.error.path);
    everybody = fixture.store.administration.users(all.value, undefined).rows;
  });

  it('holds every user of a domain once, and never the built-in administrator', () => {
    expect(everybody).toHaveLength(24);
    expect(new Set(everybody.map((user) => user.id)).size).toBe(24);
    expect(everybody.map((user) => user.loginName)).not.toContain('admin');
  });

  it('is filtered, sorted and cut as the same steps without SQL would do it', () => {
    fc.assert(
      fc.property(fittingQuery, fc.option(fc.constantFrom('a.example', 'b.example')), (wanted, domainName) => {
        const query = listQuery.parse(wanted);
        const translated = translate(query);
        if (!translated.ok) throw new Error(translated.error.path);
        const domainId = everybody.find((user) => user.domainName === domainName)?.domainId;
        const page = fixture.store.administration.users(translated.value, domainId);
        const matching = everybody
          .filter((user) => domainId === undefined || user.domainId === domainId)
          .filter((user) => {
            const each = query.conditions.map((condition) => holds(user, condition));
            return each.length === 0 || (query.combining === 'Or' ? each.some(Boolean) : each.every(Boolean));
          })
          .sort(compare(query.orderBy));
        const end = query.limit < 0 ? undefined : query.start + query.limit;
        expect(page.total).toBe(matching.length);
        expect(page.rows.map((user) => user.address)).toEqual(
          matching.slice(query.start, end).map((user) => user.address),
        );
      }),
      { numRuns: 600 },
    );
  });

  it('finds names without regard to case and accents, and takes % and _ for what they are', () => {
    const find = (text: string, comparison = 'Like') => {
      const translated = translate({
        conditions: [{ fieldName: 'fullName', comparator: comparison, value: text }],
        orderBy: [{ columnName: 'fullName' }],
      });
      if (!translated.ok) throw new Error(translated.error.path);
      return new Set(fixture.store.administration.users(translated.value, undefined).rows.map((user) => user.fullName));
    };
    expect(find('EMIL')).toEqual(new Set(['emil nolde', 'Émile Zola']));
    expect(find('angstrom', 'Eq')).toEqual(new Set(['Ångström']));
    expect(find('ana%')).toEqual(new Set(['Ana Moreira']));
    expect(find('%ana')).toEqual(new Set());
    expect(find('%0%%')).toEqual(new Set(['Zoë 100%']));
    expect(find('r_s')).toEqual(new Set(['under_score']));
    expect(find('n_o')).toEqual(new Set());
  });

  it('keeps its counts true when app passwords and factors come and go', () => {
    const { store } = fixture;
    const user = everybody.find((each) => each.appPasswordCount === 0 && !each.isEnrolled);
    if (user === undefined) throw new Error('no such user');
    const look = () => {
      const translated = translate({ conditions: [{ fieldName: 'id', comparator: 'Eq', value: user.id }] });
      if (!translated.ok) throw new Error(translated.error.path);
      const [row] = store.administration.users(translated.value, undefined).rows;
      return [row?.appPasswordCount, row?.isEnrolled];
    };
    const factor = { sealedSecret: new Uint8Array(8), enrolledAt: 0, recoveryEmail: '' };
    store.secondFactors.putFactor(user.id, factor);
    store.secondFactors.putFactor(user.id, { ...factor, enrolledAt: 5 });
    const deviceId = store.devices.add({
      userId: user.id,
      component: 'webmail',
      tokenHash: 'device',
      name: 'd',
      createdAt: 0,
      lastUsedAt: 0,
      lastIp: '',
      expiresAt: 1,
      sliding: false,
    });
    for (const [name, device] of [
      ['one', deviceId],
      ['two', undefined],
    ] as const) {
      store.appPasswords.add({
        userId: user.id,
        name,
        scopes: ['imap'],
        createdAt: 0,
        expiresAt: undefined,
        deviceId: device,
        sessionId: undefined,
        secretHash: name,
      });
    }
    expect(look()).toEqual([2, true]);
    store.devices.remove(user.id, deviceId);
    expect(look()).toEqual([1, true]);
    store.appPasswords.removeAllOf(user.id);
    store.secondFactors.removeFactor(user.id);
    expect(look()).toEqual([0, false]);
  });
});
