import type { SearchQuery } from '../../../app/domain/search-query.ts';

/** A message as the naive search sees it. */
export type NaiveMessage = {
  readonly uid: number;
  readonly folder: string;
  readonly fields: Readonly<Record<'subject' | 'from' | 'to' | 'body' | 'attachment', string>>;
  readonly flags: readonly string[];
  readonly receivedAt: number;
  readonly size: number;
  readonly hasAttachment: boolean;
};

type TextQuery = Extract<SearchQuery, { kind: 'text' }>;

/** Words, found in another way than the store's: letter by letter. */
export const naiveWords = (text: string): string[] => {
  const words: string[] = [];
  let word = '';
  const end = () => {
    if (word !== '') words.push(word);
    word = '';
  };
  for (const letter of text
    .normalize('NFD')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/\p{Mn}/gu, '')) {
    if (/\p{Script=Han}/u.test(letter)) {
      end();
      words.push(letter);
    } else if (/[\p{L}\p{N}]/u.test(letter)) word += letter;
    else end();
  }
  end();
  return words;
};

const occurs = (sought: readonly string[], text: string, prefix: boolean): boolean => {
  const words = naiveWords(text);
  return words.some((_, at) =>
    sought.every((word, index) => {
      const found = words[at + index];
      const isLast = index === sought.length - 1;
      return prefix && isLast ? found?.startsWith(word) === true : found === word;
    }),
  );
};

const sequences = (query: TextQuery): string[][] => {
  const all = query.words.map(naiveWords).filter((words) => words.length > 0);
  return query.phrase ? (all.length === 0 ? [] : [all.flat()]) : all;
};

/** Undefined: asks for nothing, because there is no word in it. */
const matches = (query: SearchQuery, message: NaiveMessage): boolean | undefined => {
  switch (query.kind) {
    case 'all':
    case 'any': {
      const parts = query.of.map((part) => matches(part, message)).filter((part) => part !== undefined);
      if (parts.length === 0 && query.of.length > 0) return undefined;
      return query.kind === 'all' ? !parts.includes(false) : parts.includes(true);
    }
    case 'not': {
      const inner = matches(query.of, message);
      return inner === undefined ? undefined : !inner;
    }
    case 'text': {
      const sought = sequences(query);
      if (sought.length === 0) return undefined;
      const texts = query.field === 'any' ? Object.values(message.fields) : [message.fields[query.field]];
      return sought.every((words, index) =>
        texts.some((text) => occurs(words, text, query.prefix && index === sought.length - 1)),
      );
    }
    case 'hasAttachment':
      return message.hasAttachment;
    case 'in': {
      const path = message.folder.toLowerCase();
      const wanted = query.folder.toLowerCase();
      return path === wanted || path.endsWith(`/${wanted}`);
    }
    case 'is':
      switch (query.what) {
        case 'unread':
          return !message.flags.includes('\\Seen');
        case 'read':
          return message.flags.includes('\\Seen');
        case 'flagged':
          return message.flags.includes('\\Flagged');
        case 'answered':
          return message.flags.includes('\\Answered');
        case 'draft':
          return message.flags.includes('\\Draft');
      }
      break;
    case 'before':
      return message.receivedAt < query.time;
    case 'after':
      return message.receivedAt >= query.time;
    case 'larger':
      return message.size > query.bytes;
    case 'smaller':
      return message.size < query.bytes;
  }
};

export const naiveSearch = (query: SearchQuery, messages: readonly NaiveMessage[]): number[] =>
  messages
    .filter((message) => matches(query, message) ?? true)
    .sort((one, other) => other.receivedAt - one.receivedAt)
    .map((message) => message.uid);
