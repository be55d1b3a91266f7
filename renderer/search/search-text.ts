import { type SearchToken, searchTokens } from '../../app/domain/search-tokens.ts';

/**
 * A search as it stands in its box: complete operators as tokens, and the text behind them that is being typed.
 * Together they are one text, which `parseSearch` reads.
 */
export type SearchText = { readonly tokens: readonly string[]; readonly draft: string };

export const emptySearch: SearchText = { tokens: [], draft: '' };

/** Names whose values are shown as tokens; what else stands before a colon is text. */
const operators = new Set(
  'from to cc subject body attachment filename has in is before after since on larger smaller'.split(' '),
);

/** The whole text; a space after the last token, because that token is complete. */
export const textOf = ({ tokens, draft }: SearchText): string =>
  [...tokens, ''].join(' ') + (tokens.length > 0 ? draft.trimStart() : draft);

export const isBlank = (search: SearchText): boolean => textOf(search).trim() === '';

const isComplete = (token: SearchToken, text: string): boolean =>
  token.kind === 'word' &&
  operators.has(token.name) &&
  (token.quoted ? !token.open : /\s/.test(text[token.at + token.text.length] ?? ''));

/** Order matters as soon as there are alternatives or groups: then everything stays text. */
const isPlain = (tokens: readonly SearchToken[]): boolean =>
  tokens.every(({ kind }) => kind === 'word' || kind === 'operator' || kind === 'not');

/** What the box holds after its text was changed to `draft`: operators that are complete become tokens. */
export const typed = (search: SearchText, draft: string): SearchText => {
  const pieces = searchTokens(draft);
  if (!isPlain(pieces)) return { ...search, draft };
  const tokens = [...search.tokens];
  let rest = '';
  let from = 0;
  pieces.forEach((piece, index) => {
    if (!isComplete(piece, draft)) return;
    const before = pieces[index - 1];
    const start = before?.kind === 'not' && before.at + 1 === piece.at ? before.at : piece.at;
    rest += draft.slice(from, start);
    from = piece.at + piece.text.length;
    while (/\s/.test(draft[from] ?? '')) from += 1;
    const token = draft.slice(start, piece.at + piece.text.length);
    if (!tokens.includes(token)) tokens.push(token);
  });
  return { tokens, draft: rest + draft.slice(from) };
};

/** A search from one text, such as one that was typed before; what it ends with is complete. */
export const searchOf = (text: string): SearchText => {
  const whole = text.trim();
  const split = typed(emptySearch, `${whole} `);
  return { ...split, draft: split.draft.trimEnd() };
};

/** The last token becomes text again, to be changed. */
export const reopened = ({ tokens, draft }: SearchText, at = tokens.length - 1): SearchText => {
  const token = tokens[at];
  if (token === undefined) return { tokens, draft };
  return { tokens: tokens.filter((_, index) => index !== at), draft: draft === '' ? token : `${token} ${draft}` };
};

export const without = ({ tokens, draft }: SearchText, token: string): SearchText => ({
  tokens: tokens.filter((one) => one !== token),
  draft,
});

/** Adds a complete operator, or takes it away if it is there. */
export const toggled = (search: SearchText, token: string): SearchText =>
  search.tokens.includes(token) ? without(search, token) : { ...search, tokens: [...search.tokens, token] };

/** The piece of the draft the cursor is in: what suggestions are for. */
export const pieceAtEnd = (draft: string): { readonly text: string; readonly at: number } => {
  const last = searchTokens(draft).at(-1);
  if (last === undefined || last.at + last.text.length < draft.length) return { text: '', at: draft.length };
  if (last.kind === 'word' && last.quoted && !last.open) return { text: '', at: draft.length };
  return { text: last.text, at: last.at };
};

/** The draft with its last piece replaced. */
export const replacedAtEnd = (search: SearchText, piece: string): SearchText =>
  typed(search, search.draft.slice(0, pieceAtEnd(search.draft).at) + piece);
