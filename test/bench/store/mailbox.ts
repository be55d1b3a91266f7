import type { BodyFacts, FetchedMessage } from '../../../app/store/port.ts';

/** Numbers from 0 to 1 that are the same in every run. */
export type Random = () => number;

export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const vocabularySize = 120_000;
const textLength = 2_000;
/** A word that is put into this share of all messages. */
export const commonWord = 'meeting';
const commonShare = 0.6;

const syllables: Readonly<Record<string, readonly string[]>> = {
  latin:
    'ba be bo ca co da de di do fa ga ge ha he in ka ko la le li lo ma me mi na ne no pa pe po ra re ri ro sa se si so sta ta te ti to tra un va ve vi wa we wo za'.split(
      ' ',
    ),
  accented: 'bé ça dé è fü gö hä ín jó ké łó mé ñá ó pä ré šé té ú vě ý žé la le mi no ra so ti'.split(' '),
  cyrillic: 'ба ве го да ет же за ик йо ка ла ми но об по ра си те ул фа хо ци че ша щи ый эт ян'.split(' '),
  arabic: 'با تي نو سل من كت دا را فع قو مع هل ين شر حم'.split(' '),
};
const signs = Array.from({ length: 2_500 }, (_, index) => String.fromCodePoint(0x4e00 + index * 3));

const shares: readonly (readonly [keyof typeof syllables | 'signs', number])[] = [
  ['latin', 0.7],
  ['accented', 0.82],
  ['cyrillic', 0.9],
  ['arabic', 0.94],
  ['signs', 1],
];

const pick = <Item>(items: readonly Item[], random: Random): Item => items[Math.floor(random() * items.length)] as Item;

const makeVocabulary = (parts: readonly string[], random: Random): string[] => {
  const words = new Set<string>();
  while (words.size < vocabularySize) {
    let word = '';
    for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) word += pick(parts, random);
    if (word.length > 2 || random() < 0.01) words.add(words.has(word) ? word + pick(parts, random) : word);
  }
  return [...words];
};

/** Ranks by Zipf's law: the first about as often as in English. */
const zipfRank = (random: Random, count = vocabularySize): number =>
  Math.floor(Math.exp(random() * Math.log(count + 1))) - 1;

export type Mailbox = {
  readonly random: Random;
  /** A word as often as it is in the texts. */
  readonly word: () => string;
  /** A word of the Latin vocabulary by its rank. */
  readonly wordOfRank: (rank: number) => string;
  readonly message: (uid: number) => FetchedMessage;
  readonly body: () => BodyFacts;
};

/** Mail of eight years in several scripts. */
export const createMailbox = (count: number, seed = 7): Mailbox => {
  const random = createRandom(seed);
  const vocabularies = new Map(Object.entries(syllables).map(([name, parts]) => [name, makeVocabulary(parts, random)]));
  const latin = vocabularies.get('latin') ?? [];
  const drawn = (words: readonly string[]): string => words[zipfRank(random)] ?? 'the';
  const drawnSign = (): string => signs[zipfRank(random, signs.length)] ?? '';
  const span = 8 * 365 * 86_400_000;
  const start = 1_480_000_000_000;

  const text = (): string => {
    const share = random();
    const script = shares.find(([, upTo]) => share < upTo)?.[0] ?? 'latin';
    let words = random() < commonShare ? `${commonWord} ` : '';
    if (script === 'signs') {
      while (words.length < textLength / 3) words += drawnSign() + (random() < 0.08 ? '。' : '');
      return words;
    }
    const vocabulary = vocabularies.get(script) ?? latin;
    const length = script === 'cyrillic' || script === 'arabic' ? textLength / 1.9 : textLength;
    while (words.length < length) words += `${drawn(vocabulary)} `;
    return words;
  };

  return {
    random,
    word: () => drawn(latin),
    wordOfRank: (rank) => latin[rank] ?? 'the',
    message: (uid) => {
      const name = `${drawn(latin)} ${drawn(latin)}`;
      const parent = random() < 0.5 ? Math.max(1, uid - 1 - Math.floor(random() * 40)) : undefined;
      return {
        uid,
        modSeq: String(uid),
        flags: random() < 0.9 ? ['\\Seen'] : [],
        receivedAt: start + Math.floor((uid / count) * span) + Math.floor(random() * 60_000),
        size: 4_000 + Math.floor(random() * 40_000),
        hasAttachment: random() < 0.1,
        headers: {
          subject: `${parent === undefined ? '' : 'Re: '}${drawn(latin)} ${drawn(latin)} ${drawn(latin)} ${drawn(latin)}`,
          from: [{ name, address: `${name.replace(' ', '.')}@off.example` }],
          replyTo: [],
          to: [{ name: 'Otto Example', address: 'otto@off.example' }],
          cc: random() < 0.2 ? [{ name: drawn(latin), address: `${drawn(latin)}@partner.example` }] : [],
          sentAt: undefined,
          messageId: `${uid}.${seed}.0123456789abcdef@off.example`,
          references: parent === undefined ? [] : [`${parent}.${seed}.0123456789abcdef@off.example`],
          listId: '',
        },
      };
    },
    body: () => {
      const words = text();
      const source = `Content-Type: text/plain; charset=utf-8\r\n\r\n${words}`;
      return {
        source: Buffer.from(source),
        complete: true,
        text: words,
        attachmentNames: random() < 0.1 ? [`${drawn(latin)}.pdf`] : [],
      };
    },
  };
};
