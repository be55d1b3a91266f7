export type ImapCommand = {
  readonly tag: string;
  /** In capitals; `UID` belongs to it, as in `UID FETCH`. */
  readonly name: string;
  /** What follows the name, with `{n}` where a literal stood. */
  readonly rest: string;
  readonly literals: readonly Buffer[];
  /** The whole line without a password. */
  readonly told: string;
};

const lineEnd = Buffer.from('\r\n');

const commandOf = (text: string, literals: readonly Buffer[]): ImapCommand => {
  const [tag = '', verb = '', ...words] = text.split(' ');
  const uid = verb.toUpperCase() === 'UID';
  const name = uid ? `UID ${(words.shift() ?? '').toUpperCase()}` : verb.toUpperCase();
  if (tag.toUpperCase() === 'DONE') return { tag: '', name: 'DONE', rest: '', literals, told: text };
  const secret = name === 'LOGIN' || name === 'AUTHENTICATE';
  return { tag, name, rest: words.join(' '), literals, told: secret ? `${tag} ${name}` : text };
};

/** Arguments of a command: atoms, quoted strings and literals, each as text. Lists stay as they are. */
export const argumentsOf = ({ rest, literals }: ImapCommand): string[] => {
  const left = [...literals];
  return [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|\{\d+\+?\}|\([^)]*\)|[^\s]+/gu)].map(([word, inner]) => {
    if (inner !== undefined) return inner.replace(/\\(.)/gu, '$1');
    return /^\{\d+\+?\}$/u.test(word) ? (left.shift()?.toString('utf8') ?? '') : word;
  });
};

/** Takes bytes as they come and hands on whole commands, one after the other; `DONE` and SASL answers are lines too. */
export const readCommands = (options: {
  readonly continue: () => void;
  readonly handle: (command: ImapCommand) => Promise<void>;
}): ((part: Buffer) => void) => {
  let buffer = Buffer.alloc(0);
  let text = '';
  let literals: Buffer[] = [];
  let awaited = -1;
  let turn = Promise.resolve();
  const take = (length: number): Buffer => {
    const bytes = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return bytes;
  };
  const step = (): boolean => {
    if (awaited >= 0) {
      if (buffer.length < awaited) return false;
      literals.push(Buffer.from(take(awaited)));
      awaited = -1;
      return true;
    }
    const end = buffer.indexOf(lineEnd);
    if (end < 0) return false;
    const line = take(end).toString('utf8');
    take(lineEnd.length);
    text += line;
    const [, length, plus] = /\{(\d+)(\+?)\}$/u.exec(line) ?? [];
    if (length !== undefined) {
      awaited = Number(length);
      if (plus === '') options.continue();
      return true;
    }
    if (/^\S+ AUTHENTICATE \S+$/iu.test(text)) {
      // The initial response comes in a line of its own.
      text += ' ';
      options.continue();
      return true;
    }
    const command = commandOf(text, literals);
    text = '';
    literals = [];
    turn = turn.then(() => options.handle(command));
    return true;
  };
  return (part) => {
    buffer = Buffer.concat([buffer, part]);
    while (step());
  };
};
