import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ListQuery, listQuery } from '../../../../app/protocol/list-query.ts';
import { domainListShape } from '../../../../app/server/store/domain-list.ts';
import { legacyClientListShape } from '../../../../app/server/store/legacy-client-list.ts';
import { type ListShape, translateQuery } from '../../../../app/server/store/list-query.ts';
import { type ListedUser, userListShape } from '../../../../app/server/store/user-list.ts';
import { createFixture, type Fixture } from '../support/fixture.ts';
import { anyQuery, fittingQuery } from './query-arbitraries.ts';
import { answerWithoutSql } from './query-without-sql.ts';

const shapes: Record<string, ListShape> = { userListShape, domainListShape, legacyClientListShape };
const translate = (query: Partial<ListQuery> | object, shape = userListShape) =>
  translateQuery(shape, listQuery.parse(query));

/** Every piece of SQL a shape can produce, taken from the shape itself. */
const knownSql = (shape: ListShape): Set<string> => {
  const operators = ['= ?', 'IS NOT ?', '< ?', '> ?', '<= ?', '>= ?', 'IS ?', "LIKE ? ESCAPE '\\'"];
  const pieces = new Set<string>([shape.tieBreaker, `${shape.tieBreaker} DESC`]);
  for (const column of Object.values(shape.columns)) {
    for (const operator of operators) pieces.add(column.test(operator));
    for (const by of [column.order?.by, column.order?.exact, column.order?.first?.by]) {
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
        const expected = answerWithoutSql(everybody, query, domainId);
        expect(page.total).toBe(expected.total);
        expect(page.rows.map((user) => user.address)).toEqual(expected.rows.map((user) => user.address));
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

  it('sorts names as they are written where that is asked for', () => {
    const namesBy = (order: object) => {
      const translated = translate({ orderBy: [{ columnName: 'fullName', ...order }], limit: -1 });
      if (!translated.ok) throw new Error(translated.error.path);
      return [
        ...new Set(fixture.store.administration.users(translated.value, undefined).rows.map((user) => user.fullName)),
      ];
    };
    const folded = ['', 'Ana Moreira', 'Ångström', 'emil nolde', 'Émile Zola', 'under_score', 'Zoë 100%'];
    const exact = ['', 'Ana Moreira', 'Zoë 100%', 'emil nolde', 'under_score', 'Ångström', 'Émile Zola'];
    expect(namesBy({})).toEqual(folded);
    expect(namesBy({ caseSensitive: false })).toEqual(folded);
    expect(namesBy({ caseSensitive: true })).toEqual(exact);
    expect(namesBy({ caseSensitive: true, direction: 'Desc' })).toEqual([...exact].reverse());
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
