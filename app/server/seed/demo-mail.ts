import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Identities } from '../dovecot/installation.ts';
import { demoAttachment } from './demo-attachments.ts';
import { type DemoNotice, demoNotice, junkNotice } from './demo-notices.ts';
import { type Person, people } from './demo-people.ts';
import { type DemoThread, type ThreadAttachment, threads } from './demo-threads.ts';
import { type MailFlag, openMaildir } from './maildir.ts';
import { type SeededRandom, seededRandom } from './random.ts';

const inboxMessages = 320;
const junkMessages = 9;
const months = 5;
const day = 86_400_000;
const hour = 3_600_000;

type Folder = 'INBOX' | 'Sent' | 'Drafts' | 'Junk' | 'Trash' | 'Archive';

export type DemoMessage = {
  readonly folder: Folder;
  readonly date: number;
  readonly flags: readonly MailFlag[];
  readonly from: Person;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
  readonly attach: ThreadAttachment | undefined;
  readonly messageId: string;
  readonly references: readonly string[];
  readonly listId: string | undefined;
};

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

const workingHours = (random: SeededRandom, daysAgo: number, now: number): number => {
  const midnight = now - (now % day);
  const time = midnight - daysAgo * day + random.integer(7, 19) * hour + random.integer(0, 59) * 60_000;
  return Math.min(time, now - random.integer(5, 50) * 60_000);
};

/** The newest mail is mostly unread, older mail hardly ever. */
const readFlags = (random: SeededRandom, date: number, now: number): MailFlag[] => {
  const age = (now - date) / day;
  const unread = random.chance(age < 1 ? 0.7 : age < 7 ? 0.3 : 0.04);
  return unread ? [] : ['seen'];
};

const ofThread = (thread: DemoThread, index: number, random: SeededRandom, now: number): DemoMessage[] => {
  const references: string[] = [];
  let date = workingHours(random, random.integer(1, months * 28), now);
  let previous: { text: string; from: Person } | undefined;
  return thread.messages.map((message, position) => {
    const from = people[message.from];
    const ownWords = message.from === 'ana';
    const others = thread.with.map((key) => people[key]).filter((person) => person !== from);
    const to = ownWords ? others.slice(0, 1) : [people.ana];
    const cc = ownWords ? others.slice(1) : others;
    const messageId = `<demo.thread${index}.${position}@${from.address.split('@')[1]}>`;
    const quote: string = previous === undefined ? '' : `\n\n${previous.from.name}:\n${quoted(previous.text)}`;
    const made: DemoMessage = {
      folder: ownWords ? 'Sent' : (thread.folder ?? 'INBOX'),
      date,
      flags: ownWords
        ? ['seen']
        : [...readFlags(random, date, now), ...(message.flagged ? (['flagged'] as const) : [])],
      from,
      to,
      cc,
      subject: position === 0 ? thread.subject : `Re: ${thread.subject}`,
      text: `${message.text}${quote}\n`,
      html: undefined,
      attach: message.attach,
      messageId,
      references: [...references],
      listId: undefined,
    };
    references.push(messageId);
    previous = { text: message.text, from };
    date = Math.min(date + random.integer(20, 30 * 60) * 60_000, now - (thread.messages.length - position) * 60_000);
    return made;
  });
};

const ofNotice = (
  notice: DemoNotice,
  number: number,
  place: { readonly folder: Folder; readonly date: number; readonly flags: readonly MailFlag[] },
  conversations: Map<string, string>,
): DemoMessage => {
  const from = people[notice.from];
  const messageId = `<demo.notice${number}@${from.address.split('@')[1]}>`;
  const root = notice.thread === undefined ? undefined : conversations.get(notice.thread);
  if (notice.thread !== undefined && root === undefined) conversations.set(notice.thread, messageId);
  return {
    ...place,
    from,
    to: [people.ana],
    cc: [],
    subject: notice.subject,
    text: notice.text,
    html: notice.html,
    attach: notice.attach,
    messageId,
    references: root === undefined ? [] : [root],
    listId: notice.listId,
  };
};

const draft = (now: number): DemoMessage => ({
  folder: 'Drafts',
  date: now - 3 * hour,
  flags: ['seen', 'draft'],
  from: people.ana,
  to: [people.priya],
  cc: [],
  subject: 'Sensors for hall 3',
  text: 'Hi Priya,\n\nbefore we order more sensors I would like to know',
  html: undefined,
  attach: undefined,
  messageId: '<demo.draft@enforced.example>',
  references: [],
  listId: undefined,
});

/**
 * The mailbox of ana@enforced.example: conversations, notices, newsletters, drafts and junk of the last months. The
 * same on every machine but for the dates, which count back from `now` (milliseconds since the epoch).
 */
export const demoMessages = (now: number): DemoMessage[] => {
  const random = seededRandom(20_260_401);
  const messages = threads.flatMap((thread, index) => ofThread(thread, index, random, now));
  const conversations = new Map<string, string>();
  let number = 0;
  const add = (folder: Folder, notice: DemoNotice, daysAgo: number) => {
    const date = workingHours(random, daysAgo, now);
    const flags = folder === 'Junk' ? [] : readFlags(random, date, now);
    messages.push(ofNotice(notice, number, { folder, date, flags }, conversations));
    number += 1;
  };
  const inInbox = messages.filter(({ folder }) => folder === 'INBOX').length;
  for (let count = inInbox; count < inboxMessages; count += 1) {
    // Squared: recent weeks are fuller than those of spring.
    const daysAgo = Math.floor(random.next() ** 2 * months * 30);
    const folder = random.chance(0.12) ? (random.chance(0.8) ? 'Archive' : 'Trash') : 'INBOX';
    if (folder !== 'INBOX') count -= 1;
    add(folder, demoNotice(random), daysAgo);
  }
  for (let count = 0; count < junkMessages; count += 1) add('Junk', junkNotice(random), random.integer(0, 60));
  return [...messages, draft(now)].sort((left, right) => left.date - right.date);
};

/** Writes the demo mailbox, in place of what an interrupted seed left, where Dovecot, not yet started, will find it. */
export const seedDemoMail = async (mailFolder: string, owner: Identities['mail'], now: number): Promise<void> => {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const home = join(mailFolder, 'enforced.example', 'ana');
  rmSync(home, { recursive: true, force: true });
  const maildir = openMaildir(home, owner);
  for (const message of demoMessages(now)) {
    const node = new MailComposer({
      from: { ...message.from },
      to: message.to.map((person) => ({ ...person })),
      cc: message.cc.map((person) => ({ ...person })),
      subject: message.subject,
      date: new Date(message.date),
      messageId: message.messageId,
      ...(message.references.length > 0 && {
        inReplyTo: message.references.at(-1) ?? '',
        references: [...message.references],
      }),
      ...(message.listId !== undefined && { headers: { 'List-Id': `<${message.listId}>` } }),
      text: message.text,
      ...(message.html !== undefined && { html: message.html }),
      attachments: message.attach === undefined ? [] : [demoAttachment(message.attach)],
      baseBoundary: message.messageId.replace(/\W/gu, ''),
      newline: 'unix',
    });
    maildir.store(message.folder, await node.compile().build(), message.date, message.flags);
  }
  maildir.number();
};
