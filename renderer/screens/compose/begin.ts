import { generateJSON } from '@tiptap/core';
import type { TFunction } from 'i18next';
import type { Identity, Signature } from '../../../app/domain/account-settings.ts';
import type { ComposeStart } from '../../../app/domain/compose-start.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import type { About, KeptFile } from '../../../app/domain/letter.ts';
import type { MailAddress, MessageBody, MessageKey } from '../../../app/domain/mail.ts';
import { fail, type Result, succeed } from '../../../app/domain/result.ts';
import { compose, mail } from '../../bridge.ts';
import { docText, escapeHtml, quotedText, textHtml } from '../../logic/writing/plain-text.ts';
import { parseRecipients, printRecipient, withoutDoubles } from '../../logic/writing/recipients.ts';
import { identityFor, replyRecipients, threading } from '../../logic/writing/reply.ts';
import { forwardSubject, replySubject } from '../../logic/writing/subject.ts';
import { dateAndTimeOf } from '../../text/dates.ts';
import { cleanPasted } from './editor-paste.ts';
import { editorExtensions } from './editor-schema.ts';

/** A letter as the window begins with it. */
export type Begun = {
  readonly id: string;
  /** It is among the drafts already. */
  readonly kept: boolean;
  readonly waiting: boolean;
  readonly from: MailAddress;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly subject: string;
  readonly plain: boolean;
  readonly html: string;
  readonly text: string;
  readonly files: readonly KeptFile[];
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  readonly about?: About;
  /** When it was to be sent, in milliseconds since 1970. */
  readonly sendAt?: number;
  readonly focus: 'to' | 'text';
};

export type Desk = {
  readonly identities: readonly Identity[];
  readonly signatures: readonly Signature[];
  readonly plain: boolean;
};

export const htmlText = (html: string): string => docText(generateJSON(html, editorExtensions('')));

const signatureOf = ({ identities, signatures }: Desk, address: string): Signature | undefined => {
  const identity = identities.find((one) => one.address.toLowerCase() === address.toLowerCase());
  return signatures.find(({ id }) => id === identity?.signature);
};

export const signatureHtml = ({ html }: Pick<Signature, 'html'>): string =>
  `<div class="latchkey-signature">${html}</div>`;
export const signatureText = ({ html }: Pick<Signature, 'html'>): string => `-- \n${htmlText(html)}`;

const names = (people: readonly MailAddress[]): string => people.map(printRecipient).join(', ');

const htmlOf = (body: MessageBody): string => {
  if (body.html === undefined) return textHtml(body.text ?? '');
  const withPictures = body.html.replace(/\bcid:([^\s"'<>()]+)/gi, (written, id: string) => body.inline[id] ?? written);
  return cleanPasted(withPictures);
};

const forwardHead = (t: TFunction, body: MessageBody): string[] => [
  `---------- ${t('compose.quote.forwarded')} ----------`,
  `${t('compose.quote.from')}: ${names(body.from)}`,
  `${t('compose.quote.date')}: ${dateAndTimeOf(body.date)}`,
  `${t('compose.quote.subject')}: ${body.subject}`,
  `${t('compose.quote.to')}: ${names(body.to)}`,
  ...(body.cc.length === 0 ? [] : [`${t('compose.quote.cc')}: ${names(body.cc)}`]),
];

const attribution = (t: TFunction, body: MessageBody): string => {
  const [sender] = body.from;
  const name = sender === undefined ? t('mailbox.noSender') : sender.name === '' ? sender.address : sender.name;
  // A message without a date is said to be of the beginning of time.
  if (Date.parse(body.date) === 0) return t('compose.quote.wroteUndated', { name });
  return t('compose.quote.wrote', { name, date: dateAndTimeOf(body.date) });
};

/** The text a letter begins with: room to write, the signature, and what is answered or forwarded. */
const textsOf = (
  signature: Signature | undefined,
  quote: { readonly html: string; readonly text: string } | undefined,
) => {
  const html = ['<p></p>'];
  const text = [''];
  const sign = (): void => {
    if (signature === undefined) return;
    html.push(signatureHtml(signature));
    text.push(signatureText(signature));
  };
  if (quote === undefined || signature?.aboveQuote !== false) sign();
  if (quote !== undefined) {
    html.push(quote.html);
    text.push(quote.text);
    if (signature?.aboveQuote === false) sign();
  }
  return { html: html.join(''), text: text.join('\n\n') };
};

const newId = (): string => crypto.randomUUID();

const own = ({ identities }: Desk): Identity =>
  identities[0] ?? { id: 'own', name: '', address: '', replyTo: '', signature: '' };

const blank = (desk: Desk, identity: Identity) => ({
  id: newId(),
  kept: false,
  waiting: false,
  from: { name: identity.name, address: identity.address },
  replyTo: identity.replyTo === '' ? [] : parseRecipients(identity.replyTo),
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  plain: desk.plain,
  files: [],
  references: [],
  focus: 'to' as const,
});

const beginNew = (desk: Desk, start: Extract<ComposeStart, { kind: 'new' }>): Begun => {
  const identity = own(desk);
  const texts = textsOf(signatureOf(desk, identity.address), undefined);
  const { body = '' } = start;
  return {
    ...blank(desk, identity),
    html: body === '' ? texts.html : `${textHtml(body)}${texts.html.replace('<p></p>', '')}`,
    text: `${body}${texts.text}`,
    to: withoutDoubles(parseRecipients(start.to ?? '')),
    cc: withoutDoubles(parseRecipients(start.cc ?? '')),
    bcc: withoutDoubles(parseRecipients(start.bcc ?? '')),
    subject: start.subject ?? '',
    focus: (start.to ?? '') === '' ? 'to' : 'text',
  };
};

const beginReply = (t: TFunction, desk: Desk, body: MessageBody, key: MessageKey, all: boolean): Begun => {
  const identity = identityFor(body, desk.identities) ?? own(desk);
  const line = attribution(t, body);
  const plain = desk.plain || body.html === undefined;
  const source = plain ? (body.text ?? '') : '';
  const texts = textsOf(signatureOf(desk, identity.address), {
    html: `<p>${escapeHtml(line)}</p><blockquote>${htmlOf(body)}</blockquote>`,
    text: `${line}\n${quotedText(source)}`,
  });
  return {
    ...blank(desk, identity),
    ...replyRecipients(body, desk.identities, all),
    ...threading(body),
    ...texts,
    subject: replySubject(body.subject),
    about: { keys: [key], how: 'answered' },
    focus: 'text',
  };
};

const beginForward = async (
  t: TFunction,
  desk: Desk,
  { keys, attached }: Extract<ComposeStart, { kind: 'forward' }>,
  first: MessageBody,
): Promise<Result<Begun, Failure>> => {
  const identity = identityFor(first, desk.identities) ?? own(desk);
  const begun = blank(desk, identity);
  const files: KeptFile[] = [];
  for (const key of keys) {
    const kept = await compose.addFilesOf({ draft: begun.id, key, whole: attached });
    if (!kept.ok) return kept;
    files.push(...kept.value.files);
  }
  const head = forwardHead(t, first);
  const quote = {
    html: `<p>${head.map(escapeHtml).join('<br>')}</p>${htmlOf(first)}`,
    text: `${head.join('\n')}\n\n${first.text ?? (first.html === undefined ? '' : htmlText(htmlOf(first)))}`,
  };
  return succeed({
    ...begun,
    ...textsOf(signatureOf(desk, identity.address), attached ? undefined : quote),
    files,
    subject: forwardSubject(first.subject),
    references: threading(first).references,
    about: { keys: [...keys], how: 'forwarded' },
  });
};

const beginDraft = async (
  start: Extract<ComposeStart, { kind: 'draft' | 'edit' }>,
): Promise<Result<Begun, Failure>> => {
  const opened = await (start.kind === 'draft'
    ? compose.getDraft({ id: start.id })
    : compose.openDraft({ key: start.key }));
  if (!opened.ok) return opened;
  const { id, letter, waiting } = opened.value;
  const { from, replyTo, to, cc, bcc, subject, html, text, inReplyTo, references, about } = letter;
  return succeed({
    id,
    kept: true,
    waiting,
    from,
    replyTo,
    to: withoutDoubles(to),
    cc: withoutDoubles(cc),
    bcc: withoutDoubles(bcc),
    subject,
    plain: html === undefined,
    // A draft of another program is as much to be cleaned as mail is.
    html: html === undefined ? '' : start.kind === 'edit' ? cleanPasted(html) : html,
    text,
    files: letter.files.filter((file): file is KeptFile => file.from.kind === 'kept'),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    references,
    ...(about === undefined ? {} : { about }),
    ...(start.kind === 'draft' && start.sendAt !== undefined ? { sendAt: start.sendAt } : {}),
    focus: 'text',
  });
};

/** Makes the letter a window begins with; a failure when what it is about cannot be read. */
export const begin = async (t: TFunction, desk: Desk, start: ComposeStart): Promise<Result<Begun, Failure>> => {
  if (start.kind === 'new') return succeed(beginNew(desk, start));
  if (start.kind === 'draft' || start.kind === 'edit') return beginDraft(start);
  const key = start.kind === 'reply' ? start.key : start.keys[0];
  if (key === undefined) return fail({ code: 'invalidInput' });
  const read = await mail.readMessage(key);
  if (!read.ok) return read;
  if (start.kind === 'reply') return succeed(beginReply(t, desk, read.value, key, start.all));
  return beginForward(t, desk, start, read.value);
};
