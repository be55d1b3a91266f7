import type { MessageBody, MessageKey } from '../../domain/mail.ts';
import type { Invitation } from '../../domain/message-facts.ts';
import { isTnef, listAttachments } from './attachments.ts';
import { authenticationOf } from './authentication-results.ts';
import { chooseBody } from './body-choice.ts';
import { parseHeaderDate } from './header-date.ts';
import { addressesOf, mailingListOf, priorityOf } from './header-facts.ts';
import { bareId, fieldOf, type HeaderFields, textOf } from './header-fields.ts';
import { htmlToText } from './html-text.ts';
import { inlinePictures } from './inline-pictures.ts';
import { bytesOf, textOfPart } from './part-content.ts';
import { leavesOf, type Part, parseTree } from './part-tree.ts';
import { protectionOf } from './protection.ts';
import { spamFactsOf } from './spam-facts.ts';
import { readTnef } from './tnef.ts';

export type ParseOptions = {
  /** Servers whose Authentication-Results are believed: the domains of the account's own mail servers. */
  readonly authServers?: readonly string[];
  /** False for a source whose attachments were left out. */
  readonly complete?: boolean;
};

/** Characters of text, and of HTML, that are shown. */
const longestText = 5_000_000;
const mostInvitations = 10;
const longestInvitation = 500_000;
const mostAttachments = 1000;

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const isHtml = (part: Part): boolean => part.type.value === 'text/html';

/** A year of four digits is all that the format of the contract takes. */
const isoDate = (time = 0): string => {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return (year >= 1 && year <= 9999 ? date : new Date(0)).toISOString();
};

type Texts = { readonly html: string | undefined; readonly text: string | undefined; readonly cut: boolean };

const readTexts = (source: Buffer, root: Part): Texts & { readonly attachments: readonly Part[] } => {
  const { text, html, attachments } = chooseBody(root);
  const known = new Map<Part, string>();
  const read = (part: Part): string => {
    const found = known.get(part) ?? textOfPart(source, part).slice(0, longestText);
    known.set(part, found);
    return found;
  };
  const markup = html.some(isHtml)
    ? html
        .map((part) =>
          isHtml(part) ? read(part) : `<div style="white-space:pre-wrap">${escapeHtml(read(part))}</div>`,
        )
        .join('\n')
    : undefined;
  const words = text.length === 0 && markup === undefined ? undefined : text;
  const plain = words?.map((part) => (isHtml(part) ? htmlToText(read(part), longestText) : read(part))).join('\n');
  const cut = (markup?.length ?? 0) > longestText || (plain?.length ?? 0) > longestText;
  return { html: markup?.slice(0, longestText), text: plain?.slice(0, longestText), cut, attachments };
};

/** Where the message's text is inside a winmail.dat, it is read there. */
const fromTnef = (source: Buffer, attachments: readonly Part[], texts: Texts): Texts => {
  if (texts.html !== undefined || (texts.text ?? '').trim() !== '') return texts;
  const part = attachments.find(isTnef);
  if (part === undefined) return texts;
  const { text, html } = readTnef(bytesOf(source, part));
  return { html: html?.slice(0, longestText), text: text?.slice(0, longestText) ?? texts.text, cut: texts.cut };
};

const invitationsOf = (source: Buffer, parts: readonly Part[]): Invitation[] =>
  parts
    .filter((part) => part.type.value === 'text/calendar' || part.type.value === 'application/ics')
    .slice(0, mostInvitations)
    .map((part) => {
      const text = textOfPart(source, part).slice(0, longestInvitation);
      const method = part.type.parameters.get('method') ?? /^METHOD:(\S+)/im.exec(text)?.[1] ?? '';
      return { method: method.toUpperCase().slice(0, 40), text, part: part.path };
    });

/** A text that is there in part: it reaches the end of what was fetched, or says that it is longer than it is. */
const isCutOff = (source: Buffer, root: Part): boolean => {
  const { text, html } = chooseBody(root);
  const last = leavesOf(root).at(-1);
  return [...text, ...html].some((part) => {
    const claimed = Number(part.disposition.parameters.get('size') ?? 0);
    return claimed > part.end - part.bodyStart || (part === last && part.end >= source.length);
  });
};

const mostReferences = 200;

/** Ancestors, oldest first: References, or In-Reply-To where there are none (RFC 5322 section 3.6.4). */
const referencesOf = (fields: HeaderFields): string[] => {
  const idsIn = (name: string): string[] =>
    [...fieldOf(fields, name).matchAll(/<([^\s<>]{1,990})>/g)].map((found) => found[1] ?? '');
  const references = idsIn('references');
  return (references.length === 0 ? idsIn('in-reply-to').slice(0, 1) : references).slice(-mostReferences);
};

/**
 * Reads one message (RFC 5322, MIME). Any bytes give a result; `limited` says that some of it was left out. The HTML is
 * passed on exactly as sent: whoever shows it sanitizes it.
 */
export const readMessage = (key: MessageKey, bytes: Uint8Array, options: ParseOptions = {}): MessageBody => {
  const { root, source, limited } = parseTree(bytes);
  const { fields } = root;
  const { attachments, ...read } = readTexts(source, root);
  const { html, text, cut } = fromTnef(source, attachments, read);
  const leaves = leavesOf(root);
  const { pictures, shown, missing } = inlinePictures(source, html === undefined ? [] : leaves, html ?? '');
  const attached = listAttachments(
    source,
    attachments.filter((part) => part.disposition.value === 'attachment' || !shown.has(part)),
    options.complete ?? true,
  );
  const list = mailingListOf(fields);
  const authentication = authenticationOf(fields, options.authServers ?? []);
  const priority = priorityOf(fields);
  const protection = protectionOf(root, text ?? '');
  const invitations = invitationsOf(source, leaves);
  const receiptTo = addressesOf(fields, 'disposition-notification-to');
  const replyTo = addressesOf(fields, 'reply-to');
  const spam = spamFactsOf(fields);
  const messageId = bareId(fieldOf(fields, 'message-id'));
  const references = referencesOf(fields);
  const deliveredTo = ['delivered-to', 'x-original-to', 'envelope-to']
    .flatMap((name) => addressesOf(fields, name).map(({ address }) => address))
    .slice(0, 20);
  return {
    key,
    subject: textOf(fields, 'subject'),
    from: addressesOf(fields, 'from'),
    to: addressesOf(fields, 'to'),
    cc: addressesOf(fields, 'cc'),
    date: isoDate(parseHeaderDate(fieldOf(fields, 'date'))),
    ...(html === undefined ? {} : { html }),
    ...(text === undefined ? {} : { text }),
    inline: pictures,
    attachments: attached.slice(0, mostAttachments),
    ...(replyTo.length === 0 ? {} : { replyTo }),
    ...(messageId === '' ? {} : { messageId }),
    ...(references.length === 0 ? {} : { references }),
    ...(deliveredTo.length === 0 ? {} : { deliveredTo }),
    ...(list === undefined ? {} : { list }),
    ...(authentication === undefined ? {} : { authentication }),
    ...(receiptTo.length === 0 ? {} : { receiptTo }),
    ...(priority === undefined ? {} : { priority }),
    ...(invitations.length === 0 ? {} : { invitations }),
    ...(protection === undefined ? {} : { protection }),
    ...(limited || cut || attached.length > mostAttachments ? { limited: true } : {}),
    ...(options.complete === false && (missing || isCutOff(source, root)) ? { partial: true } : {}),
    ...(spam === undefined ? {} : { spam }),
  };
};

/** `readMessage` for callers that wait for it. */
export const parseMessage = async (key: MessageKey, source: Uint8Array, options?: ParseOptions): Promise<MessageBody> =>
  readMessage(key, source, options);
