import type { MailAddress } from '../../domain/mail.ts';
import type { MailingList, Priority } from '../../domain/message-facts.ts';
import { oneLine, rawHeaderText, recodeWords } from './encoded-words.ts';
import { parseAddresses } from './header-addresses.ts';
import { fieldOf, fieldsOf, type HeaderFields } from './header-fields.ts';

/** Addresses of all fields of a name, members of groups for themselves. @param name lower case */
export const addressesOf = (fields: HeaderFields, name: string): MailAddress[] =>
  fieldsOf(fields, name).flatMap((value) => parseAddresses(recodeWords(rawHeaderText(value))));

const urlsOf = (value: string): string[] =>
  [...value.matchAll(/<([^<>]{1,4000})>/g)].map((found) => (found[1] ?? '').replace(/\s+/g, ''));

const withScheme = (urls: readonly string[], scheme: string): string | undefined =>
  urls.find((url) => url.toLowerCase().startsWith(scheme) && URL.canParse(url));

/** What the list fields say; undefined for a message of no list. Only https: and mailto: are taken over. */
export const mailingListOf = (fields: HeaderFields): MailingList | undefined => {
  const idField = oneLine(rawHeaderText(fieldOf(fields, 'list-id')));
  const unsubscribeField = fieldOf(fields, 'list-unsubscribe');
  const postField = fieldOf(fields, 'list-post');
  if (idField === '' && unsubscribeField === '' && postField === '') return undefined;
  const leave = urlsOf(unsubscribeField);
  const https = withScheme(leave, 'https:');
  const mailto = withScheme(leave, 'mailto:');
  const post = withScheme(urlsOf(postField), 'mailto:');
  const archive = withScheme(urlsOf(fieldOf(fields, 'list-archive')), 'https:');
  const asksForPost = /List-Unsubscribe\s*=\s*One-Click/i.test(fieldOf(fields, 'list-unsubscribe-post'));
  const unsubscribe = {
    ...(https === undefined ? {} : { https }),
    ...(mailto === undefined ? {} : { mailto }),
    oneClick: https !== undefined && asksForPost,
  };
  return {
    id: /<([^<>]*)>/.exec(idField)?.[1]?.trim() ?? idField,
    ...(post === undefined ? {} : { post }),
    ...(archive === undefined ? {} : { archive }),
    ...(https === undefined && mailto === undefined ? {} : { unsubscribe }),
  };
};

/** Importance (RFC 2156), X-Priority and the like; undefined where nothing is out of the ordinary. */
export const priorityOf = (fields: HeaderFields): Priority | undefined => {
  const words = `${fieldOf(fields, 'importance')} ${fieldOf(fields, 'priority')} ${fieldOf(fields, 'x-msmail-priority')}`;
  const number = /^[1-5]/.exec(fieldOf(fields, 'x-priority'))?.[0] ?? '3';
  if (number < '3' || /\b(?:high|urgent)\b/i.test(words)) return 'high';
  return number > '3' || /\b(?:low|non-urgent)\b/i.test(words) ? 'low' : undefined;
};
