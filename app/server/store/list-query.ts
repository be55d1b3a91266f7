import type { Comparator, ListQuery, QueryCondition, QueryOrder } from '../../protocol/list-query.ts';
import { quickSearchField } from '../../protocol/list-query.ts';
import { failure, type Result, success } from '../result.ts';

export type SqlValue = string | number | null;

/** How a column sorts. */
type Order = {
  readonly by: string;
  /** What sorts with regard to case; absent where the column knows none. */
  readonly exact?: string;
  /** When it sorts first: where the rows are read from, and what it is called there. */
  readonly first?: { readonly by: string; readonly from: string };
};

export type Column = {
  readonly kind: 'text' | 'boolean' | 'integer' | 'time';
  /** SQL of a comparison; `comparison` is an operator of this file followed by its placeholder. */
  readonly test: (comparison: string) => string;
  /** Brings a searched text into the form the column is stored in. */
  readonly fold?: (text: string) => string;
  readonly order?: Order;
};

/** The only columns a query can reach, by the name they have on the wire. */
export type ListShape = {
  readonly columns: Readonly<Record<string, Column>>;
  /** Text columns looked through by a condition on QUICKSEARCH. */
  readonly quickSearch: readonly string[];
  readonly defaultOrder: QueryOrder;
  /** SQL that differs in all rows and makes every order total. */
  readonly tieBreaker: string;
};

/** A query in SQL: fragments made of this server's own text alone, every value bound. */
export type TranslatedQuery = {
  readonly where: string;
  readonly values: readonly SqlValue[];
  readonly orderBy: string;
  /** Set by the column that sorts first; undefined where that one needs nothing special. */
  readonly from: string | undefined;
  readonly limit: number;
  readonly offset: number;
};

/** Which part of the query names no column, or gives a value the column cannot be compared with. */
export type QueryFault = { readonly path: string };

const operators: Record<Exclude<Comparator, 'Like'>, string> = {
  Eq: '= ?',
  NotEq: 'IS NOT ?',
  LessThan: '< ?',
  GreaterThan: '> ?',
  LessEq: '<= ?',
  GreaterEq: '>= ?',
};
const likeOperator = "LIKE ? ESCAPE '\\'";

type Comparison = { readonly operator: string; readonly value: SqlValue };

const likePattern = (text: string): string => {
  const anchoredStart = !text.startsWith('%') && text.endsWith('%');
  const anchoredEnd = text.startsWith('%') && !text.endsWith('%');
  const core = text
    .replace(/^%/u, '')
    .replace(/%$/u, '')
    .replace(/[\\%_]/gu, '\\$&');
  return `${anchoredStart ? '' : '%'}${core}${anchoredEnd ? '' : '%'}`;
};

const booleans = new Map<QueryCondition['value'], number>([
  [true, 1],
  [false, 0],
  ['true', 1],
  ['false', 0],
  ['1', 1],
  ['0', 0],
  [1, 1],
  [0, 0],
]);

/** A day, or a moment with its zone: without one, the answer would depend on where the server stands. */
const isoTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/u;

const toInteger = (value: QueryCondition['value']): number | undefined => {
  const number = typeof value === 'string' && /^-?\d{1,15}$/u.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
};

const toTime = (value: QueryCondition['value']): number | undefined => {
  if (typeof value !== 'string' || !isoTime.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
};

const compareOrdered = (comparator: Comparator, value: number | undefined): Comparison | undefined =>
  comparator === 'Like' || value === undefined ? undefined : { operator: operators[comparator], value };

/** The comparison a condition asks of a column; undefined where comparator or value do not fit it. */
const comparisonOf = (column: Column, { comparator, value }: QueryCondition): Comparison | undefined => {
  switch (column.kind) {
    case 'text': {
      if (typeof value !== 'string') return undefined;
      const text = column.fold?.(value) ?? value;
      return comparator === 'Like'
        ? { operator: likeOperator, value: likePattern(text) }
        : { operator: operators[comparator], value: text };
    }
    case 'boolean': {
      const bit = booleans.get(value);
      const comparable = comparator === 'Eq' || comparator === 'NotEq';
      return comparable && bit !== undefined ? { operator: operators[comparator], value: bit } : undefined;
    }
    case 'integer':
      return compareOrdered(comparator, toInteger(value));
    case 'time': {
      // An empty text stands for "never".
      if (value === '' && comparator === 'Eq') return { operator: 'IS ?', value: null };
      if (value === '' && comparator === 'NotEq') return { operator: operators.NotEq, value: null };
      return compareOrdered(comparator, toTime(value));
    }
  }
};

const columnNamed = (shape: ListShape, name: string): Column | undefined =>
  Object.hasOwn(shape.columns, name) ? shape.columns[name] : undefined;

const translateCondition = (
  shape: ListShape,
  condition: QueryCondition,
): Result<{ sql: string; values: SqlValue[] }, 'fieldName' | 'value'> => {
  const names = condition.fieldName === quickSearchField ? shape.quickSearch : [condition.fieldName];
  const parts: string[] = [];
  const values: SqlValue[] = [];
  for (const name of names) {
    const column = columnNamed(shape, name);
    if (column === undefined) return failure('fieldName');
    const comparison = comparisonOf(column, condition);
    if (comparison === undefined) return failure('value');
    parts.push(column.test(comparison.operator));
    values.push(comparison.value);
  }
  return success({ sql: `(${parts.join(' OR ')})`, values });
};

/** Sort columns as SQL: each named once, the tie-breaker last, in the direction of the first. */
const translateOrder = (
  shape: ListShape,
  wanted: ListQuery['orderBy'],
): Result<{ orderBy: string; from: string | undefined }, QueryFault> => {
  const orders = wanted.length === 0 ? [shape.defaultOrder] : wanted;
  const used = new Map<string, boolean>();
  let from: string | undefined;
  for (const [index, { columnName, direction, caseSensitive }] of orders.entries()) {
    const order = columnNamed(shape, columnName)?.order;
    if (order === undefined) return failure({ path: `query.orderBy.${index}.columnName` });
    const exact = caseSensitive === true ? order.exact : undefined;
    const first = used.size === 0 && exact === undefined ? order.first : undefined;
    from ??= first?.from;
    const by = exact ?? first?.by ?? order.by;
    if (!used.has(by)) used.set(by, direction === 'Desc');
  }
  if (!used.has(shape.tieBreaker)) used.set(shape.tieBreaker, orders[0]?.direction === 'Desc');
  return success({ orderBy: [...used].map(([by, descends]) => (descends ? `${by} DESC` : by)).join(', '), from });
};

/**
 * Turns a list query of the wire into SQL over the columns of one list. Names are looked up, never copied, and values
 * are bound, so nothing a caller writes becomes part of a statement.
 */
export const translateQuery = (shape: ListShape, query: ListQuery): Result<TranslatedQuery, QueryFault> => {
  const parts: string[] = [];
  const values: SqlValue[] = [];
  for (const [index, condition] of query.conditions.entries()) {
    const translated = translateCondition(shape, condition);
    if (!translated.ok) return failure({ path: `query.conditions.${index}.${translated.error}` });
    parts.push(translated.value.sql);
    values.push(...translated.value.values);
  }
  const order = translateOrder(shape, query.orderBy);
  if (!order.ok) return order;
  return success({
    where: parts.length === 0 ? '' : `AND (${parts.join(query.combining === 'Or' ? ' OR ' : ' AND ')})`,
    values,
    orderBy: order.value.orderBy,
    from: order.value.from,
    limit: query.limit,
    offset: query.start,
  });
};
