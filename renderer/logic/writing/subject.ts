/** Marks of answers and forwards as mail programs of many languages set them; data, in lower case. */
const answers = [
  're',
  'aw',
  'antw',
  'antwort',
  'sv',
  'vs',
  'vá',
  'odp',
  'ynt',
  'ref',
  'r',
  'rif',
  'res',
  'atb',
  'vl',
  'απ',
  'ответ',
  '回复',
  '回覆',
  '答复',
  'bls',
  'sref',
];
const forwards = [
  'fw',
  'fwd',
  'wg',
  'wtr',
  'vb',
  'vs',
  'tr',
  'rv',
  'enc',
  'i',
  'pd',
  'továbbítás',
  'ilt',
  'fs',
  '转发',
  '轉寄',
  'doorst',
  'trs',
  'vl',
  'пересл',
];

const pattern = (marks: readonly string[]): RegExp =>
  new RegExp(
    `^\\s*(?:${[...marks].sort((one, other) => other.length - one.length).join('|')})(?:\\s*[[(]\\d+[\\])])?\\s*[:：]\\s*`,
    'iu',
  );

const answer = pattern(answers);
const either = pattern([...new Set([...answers, ...forwards])]);

const stripped = (subject: string, mark: RegExp): string => {
  let rest = subject;
  for (let next = rest.replace(mark, ''); next !== rest; next = rest.replace(mark, '')) rest = next;
  return rest.trim();
};

/** The subject of an answer: marks before it are not stacked, whatever language they are in. */
export const replySubject = (subject: string): string => `Re: ${stripped(subject, answer)}`.trim();

/** The subject of a forward; an answer that is forwarded is named after what it answers. */
export const forwardSubject = (subject: string): string => `Fwd: ${stripped(subject, either)}`.trim();
