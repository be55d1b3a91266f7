import type { Authentication, AuthenticationResult } from '../../domain/message-facts.ts';
import { oneLine, rawHeaderText } from './encoded-words.ts';
import { fieldsOf, type HeaderFields } from './header-fields.ts';

const longest = 16_384;
const mostResults = 50;
const mostProperties = 20;

/** Takes out comments, which may stand anywhere (RFC 8601 section 2.2), and cuts at semicolons outside quotes. */
const statements = (text: string): string[] => {
  const found: string[] = [];
  let current = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') {
      if (depth === 0) current += character + (text[at + 1] ?? '');
      at += 1;
    } else if (quoted) {
      quoted = character !== '"';
      current += character;
    } else if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (character === ';') {
      found.push(current.trim());
      current = '';
    } else {
      quoted = character === '"';
      current += character;
    }
  }
  found.push(current.trim());
  return found;
};

const pair = /([\w.-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/g;

const readResult = (statement: string): AuthenticationResult | undefined => {
  const [, method, result, rest = ''] = /^([\w-]+)(?:\s*\/\s*\d+)?\s*=\s*([\w-]+)(.*)$/s.exec(statement) ?? [];
  if (method === undefined || result === undefined) return undefined;
  const properties: Record<string, string> = {};
  let reason: string | undefined;
  let count = 0;
  for (const [, name = '', quoted, plain] of rest.matchAll(pair)) {
    const key = name.toLowerCase();
    const value = oneLine(quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
    if (key === 'reason') reason ??= value;
    else if (key.includes('.') && !Object.hasOwn(properties, key) && count < mostProperties) {
      properties[key] = value;
      count += 1;
    }
  }
  const base = { method: method.toLowerCase(), result: result.toLowerCase(), properties };
  return reason === undefined ? base : { ...base, reason };
};

const readField = (value: string): Authentication => {
  const [first = '', ...rest] = statements(rawHeaderText(value.slice(0, longest)));
  const server = (/^"?([^\s"]+)/.exec(first)?.[1] ?? '').toLowerCase();
  const results = rest.slice(0, mostResults).flatMap((one) => {
    const found = readResult(one);
    return found === undefined ? [] : [found];
  });
  return { server, results };
};

/**
 * What the receiving server says it checked (RFC 8601): the topmost Authentication-Results of a server that is trusted,
 * because anybody can write such a field and only those above are by later hands.
 * @param trusted names of servers; one stands for all names below it
 */
export const authenticationOf = (fields: HeaderFields, trusted: readonly string[]): Authentication | undefined => {
  const isTrusted = (server: string): boolean =>
    trusted.some((name) => {
      const wanted = name.toLowerCase();
      return wanted !== '' && (server === wanted || server.endsWith(`.${wanted}`));
    });
  return fieldsOf(fields, 'authentication-results')
    .slice(0, 50)
    .map(readField)
    .find(({ server }) => isTrusted(server));
};
