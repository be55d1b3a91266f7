import type { SpamFacts } from '../../domain/message-facts.ts';
import { oneLine, rawHeaderText } from './encoded-words.ts';
import { fieldOf, fieldsOf, type HeaderFields } from './header-fields.ts';

const mostRules = 12;

const numberIn = (text: string, pattern: RegExp): number | undefined => {
  const found = Number(pattern.exec(text)?.[1]);
  return Number.isFinite(found) ? found : undefined;
};

/** Names of the checks that spoke against the message, as SpamAssassin and Rspamd list them. */
const rulesOf = (status: string, symbols: string): string[] => {
  const assassin = /\btests=([^\s\]]*(?:,\s*[A-Z0-9_]+)*)/.exec(status)?.[1]?.split(/,\s*/) ?? [];
  const rspamd = [...symbols.matchAll(/\b([A-Z][A-Z0-9_]{2,60})\s*\(\s*(-?[\d.]+)/g)]
    .filter(([, , points]) => Number(points) > 0)
    .map(([, name = '']) => name);
  return [...assassin.map((one) => one.replace(/=.*$/, '')), ...rspamd]
    .filter((name) => /^[A-Z0-9_]{2,61}$/.test(name))
    .slice(0, mostRules);
};

/** What a filter on the way wrote into the message: its verdict, points and checks; undefined where none did. */
export const spamFactsOf = (fields: HeaderFields): SpamFacts | undefined => {
  const text = (name: string): string => oneLine(rawHeaderText(fieldOf(fields, name))).slice(0, 4000);
  const status = text('x-spam-status');
  const result = text('x-spamd-result');
  const flag = text('x-spam-flag') || text('x-spam');
  const scoreField = text('x-spam-score');
  if (status === '' && result === '' && flag === '' && scoreField === '') return undefined;
  const points =
    numberIn(status, /\b(?:score|hits)=(-?[\d.]+)/i) ??
    numberIn(result, /\[\s*(-?[\d.]+)\s*\//) ??
    numberIn(scoreField, /^(-?[\d.]+)/);
  const limit =
    numberIn(status, /\brequired=(-?[\d.]+)/i) ?? numberIn(result, /\[\s*-?[\d.]+\s*\/\s*(-?[\d.]+)/) ?? undefined;
  const isJunk = /^(?:yes|true)/i.test(flag) || /^yes/i.test(status) || /:\s*true/i.test(result);
  const rules = rulesOf(status, [result, ...fieldsOf(fields, 'x-spam-symbols')].join(' '));
  return {
    isJunk,
    rules,
    ...(points === undefined ? {} : { points }),
    ...(limit === undefined ? {} : { limit }),
  };
};
