/** The mail of the scripted server: what it would truthfully say if it were not told to lie. */
export type HostileMessage = {
  readonly uid: number;
  flags: string[];
  modSeq: number;
  readonly received: Date;
  readonly source: Buffer;
};

export type HostileFolder = {
  readonly path: string;
  readonly attributes: readonly string[];
  uidValidity: number;
  uidNext: number;
  highestModSeq: number;
  messages: HostileMessage[];
  /** What was expunged, for QRESYNC. */
  readonly vanished: { readonly uid: number; readonly modSeq: number }[];
};

export const emptyFolder = (path: string, attributes: readonly string[] = []): HostileFolder => ({
  path,
  attributes,
  uidValidity: 1_000,
  uidNext: 1,
  highestModSeq: 1,
  messages: [],
  vanished: [],
});

/** A small message that tells its number everywhere. */
export const plainMessage = (number: number): string =>
  [
    `From: Sender ${number} <sender${number}@hostile.example>`,
    'To: Anna <anna@hostile.example>',
    `Subject: Message ${number}`,
    'Date: Mon, 02 Mar 2026 10:00:00 +0000',
    `Message-ID: <${number}@hostile.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Text of message ${number}.`,
    '',
  ].join('\r\n');

export const addMessage = (
  folder: HostileFolder,
  source: string | Buffer,
  flags: readonly string[] = [],
): HostileMessage => {
  folder.highestModSeq += 1;
  const message: HostileMessage = {
    uid: folder.uidNext,
    flags: [...flags],
    modSeq: folder.highestModSeq,
    received: new Date(Date.UTC(2026, 2, 2, 10) + folder.uidNext * 60_000),
    source: Buffer.from(source),
  };
  folder.uidNext += 1;
  folder.messages.push(message);
  return message;
};

export const fill = (folder: HostileFolder, count: number): HostileFolder => {
  for (let made = 0; made < count; made += 1) addMessage(folder, plainMessage(folder.uidNext));
  return folder;
};

/** Takes a message out; answers the sequence number it had. */
export const removeMessage = (folder: HostileFolder, uid: number): number => {
  const index = folder.messages.findIndex((message) => message.uid === uid);
  if (index < 0) throw new Error(`${folder.path} holds no UID ${uid}`);
  folder.highestModSeq += 1;
  folder.messages.splice(index, 1);
  folder.vanished.push({ uid, modSeq: folder.highestModSeq });
  return index + 1;
};

export const setFlags = (folder: HostileFolder, message: HostileMessage, flags: readonly string[]): void => {
  folder.highestModSeq += 1;
  message.flags = [...flags];
  message.modSeq = folder.highestModSeq;
};

/** Whether a sequence set such as `1:4,7,9:*` holds a number; `last` is what `*` means. */
export const inSet = (set: string, number: number, last: number): boolean =>
  set.split(',').some((range) => {
    const [from = Number.NaN, to = from] = range.split(':').map((end) => (end === '*' ? last : Number(end)));
    return number >= Math.min(from, to) && number <= Math.max(from, to);
  });

const quoted = (text: string | undefined): string =>
  text === undefined ? 'NIL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const parts = (source: Buffer): { readonly head: Buffer; readonly text: Buffer } => {
  const end = source.indexOf('\r\n\r\n');
  return end < 0
    ? { head: source, text: Buffer.alloc(0) }
    : { head: source.subarray(0, end + 4), text: source.subarray(end + 4) };
};

const field = (head: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'imu').exec(head)?.[1]?.trim();

const address = (text: string | undefined): string => {
  const [, name, local, host] = /^(.*?)\s*<([^@>]*)@([^>]*)>$/u.exec(text ?? '') ?? [];
  return local === undefined ? 'NIL' : `((${quoted(name)} NIL ${quoted(local)} ${quoted(host)}))`;
};

const envelope = (head: string): string => {
  const [from, to] = [address(field(head, 'from')), address(field(head, 'to'))];
  const [date, subject, id] = ['date', 'subject', 'message-id'].map((name) => quoted(field(head, name)));
  return `(${date} ${subject} ${from} ${from} ${from} ${to} NIL NIL NIL ${id})`;
};

const section = (source: Buffer, name: string): Buffer => {
  const { head, text } = parts(source);
  if (name === '') return source;
  if (name === 'TEXT' || name === '1') return text;
  const fields = /^HEADER\.FIELDS \(([^)]*)\)$/u.exec(name)?.[1]?.toLowerCase().split(' ');
  if (fields === undefined) return head;
  const lines = head
    .toString('utf8')
    .split('\r\n')
    .filter((line) => fields.includes(line.split(':')[0]?.toLowerCase() ?? ''));
  return Buffer.from(`${[...lines, '', ''].join('\r\n')}`);
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const internalDate = (date: Date): string => {
  const iso = date.toISOString();
  return `"${iso.slice(8, 10)}-${months[date.getUTCMonth()]}-${iso.slice(0, 4)} ${iso.slice(11, 19)} +0000"`;
};

/** The bytes of one FETCH response with the items that were asked for, all text parts being plain. */
export const fetchResponse = (message: HostileMessage, sequence: number, items: string): Buffer => {
  const asked = items.toUpperCase();
  const head = parts(message.source).head.toString('utf8');
  const text = parts(message.source).text;
  const out: (string | Buffer)[] = [`* ${sequence} FETCH (UID ${message.uid}`];
  if (/\bFLAGS\b/u.test(asked)) out.push(` FLAGS (${message.flags.join(' ')})`);
  if (/\bMODSEQ|CHANGEDSINCE\b/u.test(asked)) out.push(` MODSEQ (${message.modSeq})`);
  if (asked.includes('INTERNALDATE')) out.push(` INTERNALDATE ${internalDate(message.received)}`);
  if (asked.includes('RFC822.SIZE')) out.push(` RFC822.SIZE ${message.source.length}`);
  if (asked.includes('ENVELOPE')) out.push(` ENVELOPE ${envelope(head)}`);
  if (asked.includes('BODYSTRUCTURE')) {
    const lines = text.toString('latin1').split('\r\n').length - 1;
    out.push(
      ` BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" ${text.length} ${lines} NIL NIL NIL NIL)`,
    );
  }
  for (const [, name = '', from, length] of asked.matchAll(/BODY(?:\.PEEK)?\[([^\]]*)\](?:<(\d+)\.(\d+)>)?/gu)) {
    const whole = section(message.source, name);
    const start = Number(from ?? 0);
    const bytes = from === undefined ? whole : whole.subarray(start, start + Number(length));
    out.push(` BODY[${name}]${from === undefined ? '' : `<${from}>`} {${bytes.length}}\r\n`, bytes);
  }
  return Buffer.concat([...out, ')\r\n'].map((piece) => Buffer.from(piece)));
};
