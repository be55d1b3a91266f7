import { createInterface } from 'node:readline';
import { connect } from 'node:tls';
import type { PlainDovecot } from '../../integration/support/plain-dovecot.ts';

const names = [
  'Anna Long',
  'Grace Hopper',
  'Jürgen Groß',
  'Юрий Ким',
  '山田太郎',
  'O’Neil, Pat',
  'Support',
  'محمد علي',
];
const words =
  'plan meeting invoice budget release notes holiday question answer draft photo travel ticket status'.split(' ');

const pick = <Value>(list: readonly Value[], at: number): Value => list[at % list.length] as Value;

const word = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

const person = (at: number): string => `"${word(pick(names, at))}" <person${at % 997}@company${at % 89}.example>`;

/** A message of a few kilobytes with the header a list message or an answer in a conversation usually has. */
const messageOf = (number: number): string => {
  const subject = Array.from({ length: 4 }, (_, at) => pick(words, number * 7 + at * 3)).join(' ');
  const parent = number - (number % 5);
  const isAnswer = parent !== number;
  const plain = `Hello,\r\n\r\n${`${subject} `.repeat(20)}\r\n`.repeat(4);
  const parts = [
    `--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${plain}\r\n--inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>${plain}</p>\r\n--inner--\r\n`,
    ...(number % 10 === 0
      ? [
          `--outer\r\nContent-Type: application/pdf; name="a.pdf"\r\nContent-Disposition: attachment; filename="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n`,
        ]
      : []),
  ];
  return `${[
    `Date: ${new Date(1_700_000_000_000 + number * 600_000).toUTCString().replace('GMT', '+0000')}`,
    `From: ${person(number)}`,
    `To: ${[1, 2, 3].map((at) => person(number + at * 31)).join(',\r\n ')}`,
    ...(number % 3 === 0 ? [`Cc: ${person(number + 5)}`] : []),
    `Subject: ${isAnswer ? 'Re: ' : ''}${word(number % 6 === 0 ? `${subject} für später` : subject)} ${number}`,
    `Message-ID: <${number}.${number * 7919}@company${number % 89}.example>`,
    ...(isAnswer
      ? [
          `In-Reply-To: <${number - 1}.${(number - 1) * 7919}@company.example>`,
          `References: <${parent}.${parent * 7919}@company.example>\r\n <${number - 1}.${(number - 1) * 7919}@company.example>`,
        ]
      : []),
    ...(number % 4 === 0 ? ['List-Id: People who talk <talk.lists.example>'] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=outer',
  ].join('\r\n')}\r\n\r\n${parts.join('')}--outer--\r\n`;
};

/** Fills INBOX with APPENDs that don't wait for each other. */
export const fillMailbox = async (server: PlainDovecot, count: number): Promise<void> => {
  const socket = connect({ ...server.imaps, ca: server.ca });
  const lines = createInterface({ input: socket });
  const heard = lines[Symbol.asyncIterator]();
  await heard.next();
  socket.write(`a LOGIN ${server.user} ${server.password}\r\n`);
  let done = 0;
  let sent = 0;
  while (done < count) {
    while (sent < count && sent - done < 100) {
      sent += 1;
      const message = messageOf(sent);
      const flags = sent % 3 === 0 ? '' : '\\Seen';
      socket.write(`m APPEND INBOX (${flags}) {${Buffer.byteLength(message)}+}\r\n${message}\r\n`);
    }
    const { value } = await heard.next();
    if (value?.startsWith('m OK')) done += 1;
    else if (value === undefined || /^m (?:NO|BAD)/u.test(value)) throw new Error(`APPEND: ${value}`);
  }
  socket.end('z LOGOUT\r\n');
};
