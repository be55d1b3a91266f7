import type { Identity } from '../../../app/domain/account-settings.ts';
import { sameMailbox } from '../../../app/domain/address.ts';
import type { MailAddress, MessageBody } from '../../../app/domain/mail.ts';
import { isSendable, withoutDoubles } from './recipients.ts';

type Answered = Pick<
  MessageBody,
  'from' | 'to' | 'cc' | 'replyTo' | 'list' | 'messageId' | 'references' | 'deliveredTo'
>;

const isOwn = (address: string, own: readonly Identity[]): boolean =>
  own.some((identity) => sameMailbox(identity.address, address));

/** The identity a message was sent to, so that the answer comes from it; the usual one where none fits. */
export const identityFor = (body: Answered, own: readonly Identity[]): Identity | undefined => {
  const exact = (address: string): Identity | undefined =>
    own.find((identity) => identity.address.toLowerCase() === address.toLowerCase());
  const addresses = [...body.to, ...body.cc].map(({ address }) => address).concat(body.deliveredTo ?? []);
  const found = addresses.map(exact).find((identity) => identity !== undefined);
  if (found !== undefined) return found;
  const written = body.from.map(({ address }) => exact(address)).find((identity) => identity !== undefined);
  return written ?? own[0];
};

export type Recipients = { readonly to: MailAddress[]; readonly cc: MailAddress[] };

const mailtoAddress = (url: string): string => {
  try {
    return decodeURIComponent(url.replace(/^mailto:/i, '').replace(/\?.*$/s, ''));
  } catch {
    return '';
  }
};

/**
 * Who gets the answer. To everybody: who wrote, everybody it went to and, for a list, the list; never oneself. An
 * answer to one's own message goes to those it was sent to.
 */
export const replyRecipients = (body: Answered, own: readonly Identity[], all: boolean): Recipients => {
  const byMe = body.from.length > 0 && body.from.every(({ address }) => isOwn(address, own));
  const senders = (body.replyTo?.length ?? 0) > 0 ? (body.replyTo ?? []) : body.from;
  const others = (list: readonly MailAddress[]): MailAddress[] =>
    withoutDoubles(list).filter(({ address }) => isSendable(address) && !isOwn(address, own));
  if (byMe) {
    const to = withoutDoubles(body.to);
    return { to: to.length === 0 ? withoutDoubles(body.from) : to, cc: all ? withoutDoubles(body.cc) : [] };
  }
  const to = others(senders);
  // A note to oneself has nobody else to answer.
  const answered = to.length === 0 ? withoutDoubles(senders) : to;
  if (!all) return { to: answered, cc: [] };
  const post = body.list?.post === undefined ? '' : mailtoAddress(body.list.post);
  // Some lists put themselves into Reply-To: who wrote is still one of all.
  const everybody = others([...answered, ...body.from, ...body.to]);
  const withList = isSendable(post) ? withoutDoubles([...everybody, { name: '', address: post }]) : everybody;
  const named = new Set(withList.map(({ address }) => address.toLowerCase()));
  return {
    to: withList.length === 0 ? answered : withList,
    cc: others(body.cc).filter(({ address }) => !named.has(address.toLowerCase())),
  };
};

/** Where the answer stands in the conversation (RFC 5322 section 3.6.4). */
export const threading = (body: Answered): { inReplyTo?: string; references: string[] } => {
  const valid = (id: string): boolean => /^[^\s<>]{1,990}$/.test(id);
  const before = (body.references ?? []).filter(valid);
  const { messageId = '' } = body;
  if (!valid(messageId)) return { references: before };
  return { inReplyTo: messageId, references: [...before.filter((id) => id !== messageId), messageId] };
};
