import type { ServiceResult } from '../../domain/mail-check.ts';
import type { Lines } from './lines.ts';
import { gone, mostLines, plainAnswer, reasonIn, type ServiceProtocol } from './service-protocol.ts';

type Answer = { readonly code: number; readonly lines: readonly string[] };

/** One reply of one or many lines (RFC 5321 section 4.2). */
const answerOf = async (lines: Lines): Promise<Answer | undefined> => {
  const texts: string[] = [];
  while (texts.length < mostLines) {
    const line = await lines.next();
    const [, code, more, text = ''] = /^(\d{3})(?:([ -])(.*))?$/u.exec(line ?? '') ?? [];
    if (code === undefined) return undefined;
    texts.push(text);
    if (more !== '-') return { code: Number(code), lines: texts };
  }
  return undefined;
};

// EHLO would otherwise tell the name of the person's computer.
const hello = async (lines: Lines): Promise<Answer | undefined> => {
  lines.send('EHLO [127.0.0.1]');
  return answerOf(lines);
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const judge = (answer: Answer | undefined): ServiceResult => {
  if (answer === undefined) return gone;
  const reason = reasonIn(answer.lines.join(' '));
  if (answer.code === 235) return { state: 'ok' };
  return { state: answer.code < 500 ? 'askedToWait' : 'refused', reason };
};

/** Submission (RFC 6409, RFC 4954) as far as the sign-in; nothing is sent. */
export const smtpProtocol: ServiceProtocol = {
  greets: async (lines) => (await answerOf(lines))?.code === 220,
  startTls: async (lines) => {
    const offered = (await hello(lines))?.lines.some((line) => /^STARTTLS\s*$/iu.test(line)) ?? false;
    if (!offered) return false;
    lines.send('STARTTLS');
    return (await answerOf(lines))?.code === 220;
  },
  signIn: async (lines, credential) => {
    const told = await hello(lines);
    if (told === undefined) return gone;
    const ways = told.lines.flatMap((line) => /^AUTH[ =](.*)$/iu.exec(line)?.[1]?.toUpperCase().split(/\s+/u) ?? []);
    const ask = async (line: string): Promise<Answer | undefined> => {
      lines.send(line);
      return answerOf(lines);
    };
    let answer: Answer | undefined;
    if (ways.includes('PLAIN')) {
      answer = await ask(`AUTH PLAIN ${plainAnswer(credential)}`);
    } else if (ways.includes('LOGIN')) {
      answer = await ask('AUTH LOGIN');
      if (answer?.code === 334) answer = await ask(base64(credential.user));
      if (answer?.code === 334) answer = await ask(base64(credential.secret));
    } else {
      return { state: 'noPassword' };
    }
    lines.send('QUIT');
    return judge(answer);
  },
};
