import type { MailAccess } from '../../../domain/mail-access.ts';
import { saysTooMany } from '../sign-in-outcome.ts';
import type { BulkOutcome } from './bulk-event.ts';
import type { Conversation, Status } from './conversation.ts';

/** Response codes (RFC 5530, RFC 9051) that ask to come back later rather than with another credential. */
const temporary = /^(?:LIMIT|UNAVAILABLE|INUSE)\b/iu;
const temporaryInText = /\[(?:LIMIT|UNAVAILABLE|INUSE)\]/iu;

const longestReason = 200;

/** The server's own words, without its response code; they name the reason and never the credential. */
export const reasonOf = ({ text }: Status): string => text.replace(/^\[[^\]]*\]\s*/u, '').slice(0, longestReason);

export const asksToWait = ({ code, text }: Status): boolean =>
  temporary.test(code) || temporaryInText.test(text) || saysTooMany(text);

export const isStatus = (answer: Status | BulkOutcome): answer is Status => 'status' in answer;

const printable = /^[\x20-\x7e]*$/;
const quoted = (text: string): string => `"${text.replace(/["\\]/gu, '\\$&')}"`;

const login = (conversation: Conversation, { user, secret }: MailAccess): Promise<Status | BulkOutcome> => {
  if (printable.test(user) && printable.test(secret)) {
    return conversation.command(`LOGIN ${quoted(user)} ${quoted(secret)}`);
  }
  const name = Buffer.from(user);
  const word = Buffer.from(secret);
  const middle = Buffer.concat([name, Buffer.from(` {${word.length}}\r\n`)]);
  return conversation.command(`LOGIN {${name.length}}`, middle, Buffer.concat([word, Buffer.from('\r\n')]));
};

const authenticatePlain = (
  conversation: Conversation,
  { user, secret }: MailAccess,
  atOnce: boolean,
): Promise<Status | BulkOutcome> => {
  const answer = Buffer.from(`\u0000${user}\u0000${secret}`).toString('base64');
  return atOnce
    ? conversation.command(`AUTHENTICATE PLAIN ${answer}`)
    : conversation.command('AUTHENTICATE PLAIN', `${answer}\r\n`);
};

/**
 * Signs in with PLAIN or LOGIN; undefined when the server lets us in.
 * @param offered the server's capabilities as told under TLS, in upper case
 */
export const signIn = async (
  conversation: Conversation,
  access: MailAccess,
  offered: ReadonlySet<string>,
): Promise<{ readonly ok: true; readonly status: Status } | { readonly ok: false; readonly outcome: BulkOutcome }> => {
  const plain = offered.has('AUTH=PLAIN');
  if (!plain && offered.has('LOGINDISABLED')) {
    return { ok: false, outcome: { kind: 'notUnderstood', detail: 'noSignIn' } };
  }
  const answer = plain
    ? await authenticatePlain(conversation, access, offered.has('SASL-IR'))
    : await login(conversation, access);
  if (!isStatus(answer)) return { ok: false, outcome: answer };
  if (answer.status === 'OK') return { ok: true, status: answer };
  if (answer.status !== 'NO') return { ok: false, outcome: { kind: 'notUnderstood', detail: 'signIn' } };
  return { ok: false, outcome: { kind: 'refused', temporary: asksToWait(answer), reason: reasonOf(answer) } };
};
