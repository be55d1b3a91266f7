import type { SeededRandom } from '../../../app/server/seed/random.ts';
import { type Language, languages } from './generator-languages.ts';
import { commonWord, headerText, makeProse, type Paragraph, rareWord } from './generator-text.ts';

export type Person = { readonly name: string; readonly address: string; readonly language: Language };

type Thread = {
  readonly subject: string;
  readonly language: number;
  readonly list: string | undefined;
  readonly references: string[];
  readonly people: Person[];
};

export type MadeMessage = { readonly source: Buffer; readonly sent: boolean };

const owner: Person = { name: 'Anna Plain', address: 'anna@plain.example', language: languages[0] };
const peopleCount = 400;
const openThreads = 2000;
const longestReferences = 20;
const lists = ['developers', 'announce', 'users', 'security', 'operations', 'community'];
const attachmentNames = [
  'Report.pdf',
  'Invoice 2025.pdf',
  'photo.jpg',
  'Überblick.docx',
  '議事録.pdf',
  'отчёт.xlsx',
  'plan.zip',
] as const;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const mailDate = (milliseconds: number, zone = '+0000'): string => {
  const date = new Date(milliseconds);
  const time = date.toISOString().slice(11, 19);
  return `${days[date.getUTCDay()]}, ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} ${zone}`;
};

const makePeople = (random: SeededRandom): Person[] =>
  Array.from({ length: peopleCount }, (_, index) => {
    const language = random.pick(languages);
    const names = language.people.split(' ');
    const name = (names[random.integer(0, names.length - 1)] ?? '').replace('_', ' ');
    const local = /^[\x20-\x7e]+$/u.test(name) ? name.toLowerCase().replace(' ', '.') : 'person';
    return { name, address: `${local}${index}@company${index % 60}.example`, language };
  });

const mailbox = ({ name, address }: Person): string =>
  /^[\w ]*$/u.test(name) ? `${name} <${address}>` : `${headerText(name)} <${address}>`;

/** Text of the size of an attachment without the time to make it: slices of one random block. */
const makeAttachments = (random: SeededRandom) => {
  const block = Buffer.alloc(1_500_000);
  for (let at = 0; at + 4 <= block.length; at += 4) block.writeUInt32LE(Math.floor(random.next() * 2 ** 32), at);
  const lines = block.toString('base64').replace(/.{76}/gu, '$&\n');
  return (bytes: number): string => {
    const count = Math.ceil((bytes * 4) / 3 / 76);
    const start = random.integer(0, Math.floor(lines.length / 77) - count - 1);
    return lines.slice(start * 77, (start + count) * 77);
  };
};

/** What a message gathers on its way: two to four servers, a signature, and what the last one thinks of it. */
const transport = (random: SeededRandom, from: Person, id: string, date: number): string => {
  const host = from.address.split('@')[1] ?? '';
  const token = (length: number): string => {
    let text = '';
    while (text.length < length) text += Math.floor(random.next() * 2 ** 48).toString(36);
    return text.slice(0, length);
  };
  const hops = Array.from({ length: random.integer(2, 4) }, (_, hop) => {
    const [by, source] = [hop === 0 ? 'mx.plain.example' : `relay${hop}.${host}`, `relay${hop + 1}.${host}`];
    return `Received: from ${source} (${source} [192.0.2.${random.integer(1, 254)}])\n\tby ${by} (Postfix) with ESMTPS id ${token(11).toUpperCase()}\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\tfor <${owner.address}>; ${mailDate(date - hop * 1000)}`;
  });
  const signature = [72, 72, 72, 72, 54].map(token).join('\n\t ');
  return `Return-Path: <${from.address}>
Delivered-To: ${owner.address}
${hops.join('\n')}
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${host}; s=mail2024;
\tt=${Math.floor(date / 1000)}; h=from:from:reply-to:subject:subject:date:date:
\t message-id:message-id:to:to:cc:mime-version:mime-version:
\t content-type:content-type:in-reply-to:in-reply-to:references:references;
\tbh=${token(43)}=;
\tb=${signature}==
Authentication-Results: mx.plain.example;
\tdkim=pass header.d=${host} header.s=mail2024 header.b=${token(8)};
\tspf=pass (mx.plain.example: domain of ${from.address} designates 192.0.2.1 as permitted sender) smtp.mailfrom=${from.address};
\tdmarc=pass (policy=quarantine) header.from=${host}
X-Spamd-Result: default: False [-${random.integer(1, 5)}.${random.integer(10, 99)} / 15.00];
\tBAYES_HAM(-3.00)[99.99%]; DMARC_POLICY_ALLOW(-0.50)[${host},quarantine];
\tR_DKIM_ALLOW(-0.20)[${host}:s=mail2024]; R_SPF_ALLOW(-0.20)[+mx]; MIME_GOOD(-0.10)[multipart/alternative,text/plain];
\tRCVD_COUNT_THREE(0.00)[3]; TO_DN_SOME(0.00)[]; FROM_HAS_DN(0.00)[]
X-Rspamd-Queue-Id: ${token(10).toUpperCase()}
X-Mailer: ${random.pick(['Apple Mail (2.3774.600.62)', 'Microsoft Outlook 16.0', 'Mozilla Thunderbird', 'Roundcube Webmail/1.6.5'])}
X-Original-Message: ${id}
`;
};

const listHeaders = (name: string): string => `List-Id: Discussion of ${name} <${name}.lists.example>
List-Post: <mailto:${name}@lists.example>
List-Help: <mailto:${name}-request@lists.example?subject=help>
List-Unsubscribe: <https://lists.example/unsubscribe/${name}>,
 <mailto:${name}-leave@lists.example>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
List-Archive: <https://lists.example/archive/${name}/>
Precedence: list
`;

/** Makes one message after the other; the same random numbers make the same mail. */
export const messageMaker = (random: SeededRandom) => {
  const prose = makeProse(random);
  const people = makePeople(random);
  const attachment = makeAttachments(random);
  const threads: Thread[] = [];
  let number = 0;

  const someone = (): Person => people[Math.floor(random.next() ** 2 * people.length)] ?? owner;
  const newThread = (): Thread => {
    const language = Math.floor(random.next() ** 1.6 * prose.length);
    const list = random.chance(0.2) ? random.pick(['developers', ...lists]) : undefined;
    const subject = (prose[language]?.modern.sentence(random, random.integer(2, 7)) ?? '')
      .replace(/[.。]$/u, '')
      .trim();
    return { subject: `${subject} ${random.integer(1, 9999)}`, language, list, references: [], people: [] };
  };
  const chooseThread = (): Thread => {
    const open = threads.at(-1 - Math.floor(random.next() ** 3 * Math.min(threads.length, openThreads)));
    if (open !== undefined && open.references.length < 60 && random.chance(0.6)) return open;
    const thread = newThread();
    threads.push(thread);
    if (threads.length > openThreads * 2) threads.splice(0, openThreads);
    return thread;
  };

  /** 2–40 kB in all, small ones being more frequent; the text is about a third, as its markup is not told twice. */
  const paragraphsFor = (paragraphs: readonly Paragraph[], bytes: number): Paragraph[] => {
    const chosen: Paragraph[] = [];
    for (let size = 0; size < bytes && chosen.length < 200; ) {
      const paragraph = paragraphs[random.integer(0, paragraphs.length - 1)];
      if (paragraph === undefined) break;
      chosen.push(paragraph);
      size += paragraph.text.length + paragraph.html.length;
    }
    return chosen;
  };

  /** @param sent written by the owner, without what other servers add */
  return (date: number, sent: boolean): MadeMessage => {
    number += 1;
    const thread = chooseThread();
    const { modern, legacy } = prose[thread.language] ?? prose[0] ?? { modern: undefined, legacy: undefined };
    const style = random.chance(0.1) ? legacy : modern;
    if (style === undefined) throw new Error('no language');
    const author = sent ? owner : someone();
    const id = `<${number.toString(36)}.${Math.floor(date / 1000).toString(36)}@${author.address.split('@')[1]}>`;
    const reply = thread.references.length > 0;
    const to = sent ? (thread.people.at(-1) ?? someone()) : owner;
    const copies = Array.from({ length: random.chance(0.3) ? random.integer(1, 6) : 0 }, someone);

    const unique = `${style.sentence(random, 6)} ${random.chance(0.6) ? commonWord : ''} ${number}-${Math.floor(random.next() * 1e9).toString(36)}${random.chance(1 / 5000) ? ` ${rareWord}${number}` : ''}`;
    const size = 1500 * 24 ** random.next();
    const body = [style.encode(unique), ...paragraphsFor(style.paragraphs, size)];
    const text = body.map((paragraph) => paragraph.text).join('');
    const plain = `Content-Type: text/plain; charset=${style.charset}\nContent-Transfer-Encoding: ${style.transfer}\n\n${text}`;
    const alternative = random.chance(0.8);
    const boundary = `=_${number.toString(36)}_b`;
    const main = alternative
      ? `Content-Type: multipart/alternative; boundary="${boundary}"\n\n--${boundary}\n${plain}\n--${boundary}\nContent-Type: text/html; charset=${style.charset}\nContent-Transfer-Encoding: ${style.transfer}\n\n${body.map((paragraph) => paragraph.html).join('')}\n--${boundary}--\n`
      : plain;
    let whole = main;
    if (random.chance(0.1)) {
      const outer = `=_${number.toString(36)}_m`;
      const name = random.pick(attachmentNames);
      const type = name.endsWith('.pdf')
        ? 'application/pdf'
        : name.endsWith('.jpg')
          ? 'image/jpeg'
          : 'application/octet-stream';
      const coded = /^[\x20-\x7e]+$/u.test(name)
        ? `filename="${name}"`
        : `filename*=utf-8''${encodeURIComponent(name)}`;
      whole = `Content-Type: multipart/mixed; boundary="${outer}"\n\n--${outer}\n${main}\n--${outer}\nContent-Type: ${type}\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; ${coded}\n\n${attachment(random.integer(20_000, 200_000))}\n--${outer}--\n`;
    }
    const header = [
      `From: ${mailbox(author)}`,
      `To: ${thread.list === undefined ? mailbox(to) : `${thread.list}@lists.example`}`,
      ...(copies.length === 0 ? [] : [`Cc: ${copies.map(mailbox).join(',\n ')}`]),
      `Subject: ${reply ? 'Re: ' : ''}${headerText(thread.subject)}`,
      `Date: ${mailDate(date, random.pick(['+0000', '+0100', '-0500', '+0900', '+0530']))}`,
      `Message-ID: ${id}`,
      ...(reply
        ? [
            `In-Reply-To: ${thread.references.at(-1)}`,
            `References: ${thread.references.slice(-longestReferences).join('\n ')}`,
          ]
        : []),
      'MIME-Version: 1.0',
      '',
    ].join('\n');
    thread.references.push(id);
    thread.people.push(author);
    const way = sent ? '' : transport(random, author, id, date);
    const list = thread.list === undefined || sent ? '' : listHeaders(thread.list);
    return { source: Buffer.from(`${way}${header}${list}${whole}`), sent };
  };
};
