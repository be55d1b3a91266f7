import type { SearchQuery } from '../../domain/search-query.ts';
import { type Sequence, sequencesOf, type TextQuery } from '../../domain/search-words.ts';

/** Deeper trees are not given to the index, whose own parser has a limit, but looked at message by message. */
const deepest = 20;

/** An expression of the index that every message found has to satisfy; `exact`: and every such message is found. */
export type Expression = { readonly text: string; readonly exact: boolean };

const columns: Readonly<Record<TextQuery['field'], string>> = {
  any: '',
  subject: 'subject : ',
  from: 'sender : ',
  to: 'recipient : ',
  body: 'body : ',
  attachment: 'attachment : ',
};

/** Words are letters and digits only; the quotes keep AND, OR, NOT and NEAR from being more than words. */
const phrase = (column: string, { words, prefix }: Sequence): string =>
  `${column}"${words.join(' ')}"${prefix ? ' *' : ''}`;

const joined = (texts: readonly string[], operator: string): string =>
  texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(` ${operator} `)})`;

/** The expression of one text query that has words. */
export const textExpression = (query: TextQuery): string =>
  joined(
    sequencesOf(query).map((sequence) => phrase(columns[query.field], sequence)),
    'AND',
  );

/**
 * Takes out text queries without words: they ask for nothing. @returns undefined when nothing else was asked
 */
export const pruned = (query: SearchQuery): SearchQuery | undefined => {
  if (query.kind === 'text') return sequencesOf(query).length === 0 ? undefined : query;
  if (query.kind === 'not') {
    const inner = pruned(query.of);
    return inner && { kind: 'not', of: inner };
  }
  if (query.kind !== 'all' && query.kind !== 'any') return query;
  const of = query.of.flatMap((part) => pruned(part) ?? []);
  return of.length === 0 && query.of.length > 0 ? undefined : { kind: query.kind, of };
};

const allExpression = (parts: readonly SearchQuery[], depth: number): Expression | undefined => {
  const wanted: string[] = [];
  const excluded: string[] = [];
  let exact = true;
  for (const part of parts) {
    const negated = part.kind === 'not' ? expressionOf(part.of, depth + 1) : undefined;
    const expression = part.kind === 'not' ? undefined : expressionOf(part, depth + 1);
    if (negated?.exact === true) excluded.push(negated.text);
    else if (expression !== undefined) wanted.push(expression.text);
    if (negated?.exact !== true && expression?.exact !== true) exact = false;
  }
  if (wanted.length === 0) return undefined;
  const text = joined(wanted, 'AND');
  return { text: excluded.length === 0 ? text : `(${text} NOT ${joined(excluded, 'OR')})`, exact };
};

/** Undefined: the index cannot narrow this search. For a pruned tree. */
export const expressionOf = (query: SearchQuery, depth = 0): Expression | undefined => {
  if (depth > deepest) return undefined;
  if (query.kind === 'text') return { text: textExpression(query), exact: true };
  if (query.kind === 'all') return allExpression(query.of, depth);
  if (query.kind !== 'any' || query.of.length === 0) return undefined;
  const parts = query.of.map((part) => expressionOf(part, depth + 1));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return {
    text: joined(
      known.map((part) => part.text),
      'OR',
    ),
    exact: known.every((part) => part.exact),
  };
};
