/** Words that promise a file, by language; each is the beginning of a word or a whole phrase, in lower case. */
const promises: Readonly<Record<string, readonly string[]>> = {
  en: ['attached', 'attachment', 'attaching', 'enclosed', 'i attach', 'find attach'],
  de: ['angehängt', 'anhang', 'anhänge', 'im anhang', 'beigefügt', 'anbei', 'anlage', 'angefügt', 'hänge ich'],
  sv: ['bifogad', 'bifogat', 'bilaga', 'bilagor', 'bifogar'],
  fr: ['ci-joint', 'pièce jointe', 'pièces jointes', 'en pj'],
  es: ['adjunto', 'adjunta', 'adjuntos'],
  it: ['in allegato', 'allegato', 'allego'],
  nl: ['bijlage', 'bijgevoegd', 'bijgesloten'],
};

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const promise = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${Object.values(promises)
    .flat()
    .map((word) => escaped(word).replaceAll(' ', '\\s+'))
    .join('|')})`,
  'iu',
);

/** Where an answer or forward begins to repeat what somebody else wrote. */
const others = /^(?:>|-{2,}\s*(?:forwarded|original|weitergeleitet|ursprünglich))/iu;

/** Whether what the person wrote, quoted text and signature left out, speaks of something attached. */
export const promisesFile = (text: string): boolean => {
  const own: string[] = [];
  for (const line of text.split('\n')) {
    if (line === '-- ' || /^-{2,}\s*\p{L}/u.test(line)) break;
    if (!others.test(line)) own.push(line);
  }
  return promise.test(own.join('\n'));
};
