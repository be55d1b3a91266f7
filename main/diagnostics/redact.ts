/** Longest line that is kept, in characters. */
const longest = 500;

/** Names of errors and constants of the system, which look like secrets and help to find a fault. */
const isName = (word: string): boolean =>
  /^(?=.*_)[A-Z][A-Z_]*$/.test(word) || /^[A-Z][A-Za-z]*(?:Error|Exception|Rejection)$/.test(word);

const kept = (word: string): string => (isName(word) ? word : '<removed>');

type Rule = readonly [RegExp, string | ((word: string) => string)];

/** The widest first: what one rule took out, the next must not take apart. */
const rules: readonly Rule[] = [
  // An address of the network without who, what and with which key.
  [/\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@]*@)?([^\s/?#"'<>]*)[^\s"'<>]*/gi, '$1$2/…'],
  [/\b(?:mailto|otpauth|data):[^\s"'<>]+/gi, '<link>'],
  [/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}.-]+/gu, '<address>'],
  [/\b(authorization\W+(?:\w+\s+)?)\S+/gi, '$1<removed>'],
  [
    /\b(\w*(?:password|passwd|passphrase|secret|token|cookie|credential|pin|code|key)\w*)(["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;}]+)/gi,
    '$1$2<removed>',
  ],
  [/\b(LOGIN|AUTHENTICATE|AUTH|USER|PASS)(\s+)\S+(?:\s+\S+)?/g, '$1$2<removed>'],
  [/(?:\/home\/|\/Users\/|[A-Z]:\\Users\\)[^\s/\\"']+/g, '~'],
  // Keys and codes in groups, as they are shown to be typed.
  [/\b[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6})+\b/g, '<removed>'],
  [/\b[A-Za-z0-9]{4}(?: [A-Za-z0-9]{4}){3,}\b/g, '<removed>'],
  [/[A-Za-z0-9+/_=-]{16,}/g, kept],
  [/\b\d{6,}\b/g, '<number>'],
  [/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '],
];

/**
 * Takes out of a text what a log must not hold: addresses, links, keys, codes, tokens, names of people in paths. It
 * rather takes too much. A password that is an ordinary word cannot be told from one, so callers write no text of
 * people or servers into the log in the first place: this is the second lock, not the first.
 */
export const redact = (text: string): string =>
  rules
    .reduce(
      (line, [pattern, by]) => (typeof by === 'string' ? line.replace(pattern, by) : line.replace(pattern, by)),
      text,
    )
    .slice(0, longest);
