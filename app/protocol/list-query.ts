import { z } from 'zod';

/** Comparators of the documented product; `Like` finds the text anywhere, `text%` at the start, `%text` at the end. */
export const comparator = z.enum(['Eq', 'NotEq', 'LessThan', 'GreaterThan', 'LessEq', 'GreaterEq', 'Like']);
export type Comparator = z.infer<typeof comparator>;

/** Field name of a condition that looks at all the columns a person would search by. */
export const quickSearchField = 'QUICKSEARCH';

const fieldName = z.string().min(1).max(64);

export const queryCondition = z.strictObject({
  fieldName,
  comparator,
  value: z.union([z.string().max(320), z.number(), z.boolean()]),
});
export type QueryCondition = z.infer<typeof queryCondition>;

export const queryOrder = z.strictObject({
  columnName: fieldName,
  direction: z.enum(['Asc', 'Desc']).default('Asc'),
  /** Text sorts as it is written, capitals ahead of small letters; without it, neither case nor accents count. */
  caseSensitive: z.boolean().optional(),
});
export type QueryOrder = z.infer<typeof queryOrder>;

/** Most conditions and sort columns one query may have. */
export const maximumConditions = 32;
export const maximumOrders = 8;

/** Which part of a list is asked for, and how it is filtered and sorted; everything may be left out. */
export const listQuery = z.strictObject({
  /** Members wanted in each entry beside `id`; none named means all. */
  fields: z.array(fieldName).max(64).default([]),
  conditions: z.array(queryCondition).max(maximumConditions).default([]),
  combining: z.enum(['Or', 'And']).default('And'),
  start: z.int().nonnegative().default(0),
  /** -1 = all. */
  limit: z.int().min(-1).default(-1),
  orderBy: z.array(queryOrder).max(maximumOrders).default([]),
});
export type ListQuery = z.infer<typeof listQuery>;

/** A part of a list, and how many entries the whole has after filtering. */
export const listResult = <T extends z.ZodType>(entry: T) =>
  z.object({ list: z.array(entry), totalItems: z.int().nonnegative() });
