import type { ListQuery } from '../../../../app/protocol/list-query.ts';
import { sortName } from '../../../../app/server/store/sort-name.ts';
import { type ListedUser, userListShape } from '../../../../app/server/store/user-list.ts';

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

/** As SQLite folds case in a LIKE: ASCII letters only. */
const fold = (text: string): string => text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());

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
  if (condition.comparator === 'Like') return like(fold(String(have)), fold(String(wanted)));
  const less = have < wanted;
  const same = have === wanted;
  return { LessThan: less, LessEq: less || same, GreaterThan: !less && !same, GreaterEq: !less }[condition.comparator];
};

/** The same order without SQL: absent before present, ties by address. */
const compare = (orderBy: ListQuery['orderBy']) => (left: ListedUser, right: ListedUser) => {
  const direction = orderBy[0]?.direction ?? ('Asc' as const);
  for (const order of [...orderBy, { columnName: 'address', direction, caseSensitive: false }]) {
    const written = order.columnName === 'fullName' && order.caseSensitive === true;
    const read = written ? (user: ListedUser) => user.fullName : plain[order.columnName];
    const [a, b] = [read?.(left), read?.(right)];
    if (a === b) continue;
    const ascending = a === undefined || (b !== undefined && a < b) ? -1 : 1;
    return order.direction === 'Desc' ? -ascending : ascending;
  }
  return 0;
};

/** The users a query asks for and how many match in all, found without SQL. */
export const answerWithoutSql = (
  everybody: readonly ListedUser[],
  query: ListQuery,
  domainId: string | undefined,
): { readonly rows: readonly ListedUser[]; readonly total: number } => {
  const matching = everybody
    .filter((user) => domainId === undefined || user.domainId === domainId)
    .filter((user) => {
      const each = query.conditions.map((condition) => holds(user, condition));
      return each.length === 0 || (query.combining === 'Or' ? each.some(Boolean) : each.every(Boolean));
    })
    .sort(compare(query.orderBy));
  const end = query.limit < 0 ? undefined : query.start + query.limit;
  return { rows: matching.slice(query.start, end), total: matching.length };
};
