import fc from 'fast-check';
import { comparator } from '../../../../app/protocol/list-query.ts';
import { userListShape } from '../../../../app/server/store/user-list.ts';

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
const direction = fc.constantFrom('Asc' as const, 'Desc' as const);
const caseSensitive = fc.constantFrom(true, false, undefined);
/** Queries as a stranger could send them: every name and value the wire lets through. */
export const anyQuery = fc.record({
  conditions: fc.array(fc.record({ fieldName: names, comparator: fc.constantFrom(...comparator.options), value }), {
    maxLength: 6,
  }),
  combining: fc.constantFrom('Or' as const, 'And' as const),
  start: fc.nat(30),
  limit: fc.integer({ min: -1, max: 30 }),
  orderBy: fc.array(fc.record({ columnName: names, direction, caseSensitive }), { maxLength: 4 }),
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
/** Queries that reach the database. */
export const fittingQuery = fc.record({
  conditions: fc.array(fittingCondition, { maxLength: 3 }),
  combining: fc.constantFrom('Or' as const, 'And' as const),
  start: fc.nat(8),
  limit: fc.integer({ min: -1, max: 30 }),
  orderBy: fc.array(
    fc.record({
      columnName: fc.constantFrom(...sortable),
      direction,
      caseSensitive,
    }),
    { maxLength: 3 },
  ),
});
