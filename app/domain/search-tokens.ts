/** The pieces of a typed search. `at` is the position in the text. */
export type SearchToken =
  | { readonly kind: 'open' | 'close' | 'not' | 'or' | 'and'; readonly at: number; readonly text: string }
  /** `name:` with nothing after it. */
  | { readonly kind: 'operator'; readonly at: number; readonly text: string; readonly name: string }
  | {
      readonly kind: 'word';
      readonly at: number;
      /** As typed, quotes included. */
      readonly text: string;
      /** The operator's name in lower case; empty without one. */
      readonly name: string;
      readonly value: string;
      readonly quoted: boolean;
      /** An asterisk after it, or still being typed. */
      readonly prefix: boolean;
      /** Without its closing quotation mark. */
      readonly open: boolean;
    };

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character);
const isQuote = (character: string | undefined): boolean => character !== undefined && '"“”„‟'.includes(character);
const keywords = { OR: 'or', AND: 'and', NOT: 'not' } as const;

const isKeyword = (text: string): text is keyof typeof keywords => Object.hasOwn(keywords, text);

/** Cuts a typed search into pieces. Never fails; every character but white space belongs to one piece. */
export const searchTokens = (text: string): SearchToken[] => {
  const tokens: SearchToken[] = [];
  let at = 0;

  const quoted = (from: number, name: string): void => {
    let end = at + 1;
    while (end < text.length && !isQuote(text[end])) end += 1;
    const open = end >= text.length;
    const value = text.slice(at + 1, end);
    at = open ? end : end + 1;
    let prefix = open;
    while (!open && text[at] === '*') {
      prefix = true;
      at += 1;
    }
    tokens.push({ kind: 'word', at: from, text: text.slice(from, at), name, value, quoted: true, prefix, open });
  };

  const bare = (): void => {
    const from = at;
    while (!isSpace(text[at]) && !isQuote(text[at]) && text[at] !== '(' && text[at] !== ')') at += 1;
    const run = text.slice(from, at);
    if (isKeyword(run)) {
      tokens.push({ kind: keywords[run], at: from, text: run });
      return;
    }
    const [, name = '', rest = run] = /^([a-z]{1,20}):(.*)$/is.exec(run) ?? [];
    if (name !== '' && rest === '') {
      if (isQuote(text[at])) quoted(from, name.toLowerCase());
      else tokens.push({ kind: 'operator', at: from, text: run, name: name.toLowerCase() });
      return;
    }
    const value = rest.replace(/\*+$/, '');
    const prefix = value !== rest || at >= text.length;
    tokens.push({
      kind: 'word',
      at: from,
      text: run,
      name: name.toLowerCase(),
      value,
      quoted: false,
      prefix,
      open: value === rest && prefix,
    });
  };

  while (at < text.length) {
    const character = text[at];
    if (isSpace(character)) at += 1;
    else if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', at, text: character });
      at += 1;
    } else if (character === '-' && !isSpace(text[at + 1])) {
      tokens.push({ kind: 'not', at, text: '-' });
      at += 1;
    } else if (isQuote(character)) quoted(at, '');
    else bare();
  }
  return tokens;
};
