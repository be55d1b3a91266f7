import { saysTooMany } from '../imap/sign-in-outcome.ts';
import type { Lines } from './lines.ts';
import { gone, mostLines, plainAnswer, reasonIn, type ServiceProtocol } from './service-protocol.ts';

/** Response codes (RFC 5530) that ask to come back later rather than with another password. */
const temporary = /\[(?:LIMIT|UNAVAILABLE|INUSE|SERVERBUG)\]/iu;

type Answer = { readonly status: string; readonly text: string; readonly before: readonly string[] };

/** Everything up to the tagged end of a command, or up to the server's wish to be told more. */
const answerTo = async (lines: Lines, tag: string): Promise<Answer | undefined> => {
  const before: string[] = [];
  while (before.length < mostLines) {
    const line = await lines.next();
    if (line === undefined) return undefined;
    const [, status = '', text = ''] = new RegExp(`^${tag} (OK|NO|BAD)\\b ?(.*)$`, 'iu').exec(line) ?? [];
    if (status !== '') return { status: status.toUpperCase(), text, before };
    if (line.startsWith('+')) return { status: '+', text: line, before };
    before.push(line);
  }
  return undefined;
};

const quoted = (text: string): string => `"${text.replace(/["\\]/gu, '\\$&')}"`;

/** IMAP4rev1 (RFC 3501) as far as the sign-in. */
export const imapProtocol: ServiceProtocol = {
  greets: async (lines) => /^\* OK\b/iu.test((await lines.next()) ?? ''),
  startTls: async (lines) => {
    lines.send('C1 STARTTLS');
    return (await answerTo(lines, 'C1'))?.status === 'OK';
  },
  signIn: async (lines, credential) => {
    lines.send('C2 CAPABILITY');
    const told = await answerTo(lines, 'C2');
    if (told === undefined) return gone;
    const offered = told.before
      .filter((line) => /^\* CAPABILITY /iu.test(line))
      .join(' ')
      .toUpperCase();
    const plain = / AUTH=PLAIN(?: |$)/u.test(offered);
    if (!plain && / LOGINDISABLED(?: |$)/u.test(offered)) return { state: 'noPassword' };
    if (!plain) lines.send(`C3 LOGIN ${quoted(credential.user)} ${quoted(credential.secret)}`);
    else if (/ SASL-IR(?: |$)/u.test(offered)) lines.send(`C3 AUTHENTICATE PLAIN ${plainAnswer(credential)}`);
    else lines.send('C3 AUTHENTICATE PLAIN');
    let answer = await answerTo(lines, 'C3');
    if (plain && answer?.status === '+') {
      lines.send(plainAnswer(credential));
      answer = await answerTo(lines, 'C3');
    }
    if (answer === undefined) return gone;
    lines.send('C4 LOGOUT');
    if (answer.status === 'OK') return { state: 'ok' };
    const reason = reasonIn(answer.text);
    const waits = temporary.test(answer.text) || saysTooMany(answer.text);
    return { state: waits ? 'askedToWait' : 'refused', reason };
  },
};
