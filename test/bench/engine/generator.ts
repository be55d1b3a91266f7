import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statfsSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { findDovecot } from '../../../app/server/dovecot/installation.ts';
import { type SeededRandom, seededRandom } from '../../../app/server/seed/random.ts';
import {
  type PlainDovecot,
  type PlainDovecotOptions,
  startPlainDovecot,
} from '../../integration/support/plain-dovecot.ts';
import { messageMaker } from './generator-message.ts';

export { commonWord, rareWord } from './generator-text.ts';

export type MaterialOptions = {
  /** Messages in INBOX; 50,000 when not given. */
  readonly count?: number;
  /** Other folders, and messages in each: 20 and 500. */
  readonly folders?: number;
  readonly perFolder?: number;
  readonly seed?: number;
};

export type Material = {
  /** The Maildir++ that holds it all. */
  readonly maildir: string;
  readonly folders: readonly { readonly path: string; readonly count: number }[];
  readonly messages: number;
  readonly bytes: number;
  readonly seconds: number;
};

/** Maildir++ names: a dot for each level, modified UTF-7. The special ones are Dovecot's own. */
const folderNames = [
  'Sent',
  'Archive',
  'Projects',
  'Projects.Alpha',
  'Projects.Beta',
  'Customers',
  'Customers.North',
  'Lists',
  'Lists.developers',
  'Lists.security',
  'Rechnungen &ANw-bersicht',
  'R&AOk-union',
  '&Zg6K7E7I-',
  'Travel',
  'Private',
  'Family',
  'School',
  'Newsletters',
  'Receipts',
  '2024',
];

const lastDay = Date.UTC(2026, 0, 31, 12);
const span = 5 * 365 * 86_400_000;
const uidValidity = 1_700_000_000;

/** In the order that Maildir wants: D, F, R, S, then keywords by their number. */
const flagsOf = (random: SeededRandom, age: number): string =>
  `${random.chance(0.06) ? 'F' : ''}${random.chance(0.15) ? 'R' : ''}${random.chance(0.7 + 0.28 * age) ? 'S' : ''}${random.chance(0.04) ? 'a' : ''}${random.chance(0.03) ? 'b' : ''}`;

const makeFolder = (maildir: string, name: string): string => {
  const folder = name === 'INBOX' ? maildir : join(maildir, `.${name}`);
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  if (name !== 'INBOX') writeFileSync(join(folder, 'maildirfolder'), '');
  writeFileSync(join(folder, 'dovecot-keywords'), '0 $Forwarded\n1 $Important\n');
  return folder;
};

const lines = (source: Buffer): number => {
  let count = 0;
  for (let at = source.indexOf(10); at >= 0; at = source.indexOf(10, at + 1)) count += 1;
  return count;
};

/**
 * Writes the same mail for the same options straight into a Maildir++, with UIDs from 1 in the order of arrival, so
 * that every program that is compared reads the same files.
 */
export const writeMaterial = async (maildir: string, options: MaterialOptions = {}): Promise<Material> => {
  const { count = 50_000, folders = 20, perFolder = 500, seed = 1 } = options;
  const since = performance.now();
  const random = seededRandom(seed);
  const make = messageMaker(random);
  const wanted = [
    { path: 'INBOX', count },
    ...Array.from({ length: folders }, (_, index) => ({
      path: folderNames[index] ?? `Folder ${index}`,
      count: perFolder,
    })),
  ];
  let bytes = 0;
  let number = 0;
  for (const { path, count: messages } of wanted) {
    const folder = makeFolder(maildir, path);
    const names: string[] = [];
    for (let index = 0; index < messages; index += 1) {
      const age = 1 - (index + 1) / messages;
      const date = Math.floor((lastDay - span * age) / 1000) * 1000;
      const { source } = make(date, path === 'Sent');
      number += 1;
      bytes += source.length;
      const size = `S=${source.length},W=${source.length + lines(source)}`;
      const name = `${date / 1000}.M${number}.bench,${size}`;
      const file = join(folder, 'cur', `${name}:2,${flagsOf(random, age)}`);
      writeFileSync(file, source);
      utimesSync(file, date / 1000, date / 1000);
      names.push(`${index + 1} :${name}\n`);
      if (index % 500 === 499) await breathe();
    }
    const guid = `${seed}${names.length}${path}`;
    const head = `3 V${uidValidity} N${messages + 1} G${Buffer.from(guid).toString('hex').padEnd(32, '0').slice(0, 32)}\n`;
    writeFileSync(join(folder, 'dovecot-uidlist'), head + names.join(''));
  }
  const others = wanted.slice(1).map(({ path }) => path);
  writeFileSync(
    join(maildir, 'subscriptions'),
    `V\t2\n\n${others.map((path) => path.replaceAll('.', '\t')).join('\n')}\n`,
  );
  return { maildir, folders: wanted, messages: number, bytes, seconds: (performance.now() - since) / 1000 };
};

/** Three copies and an index, for those that are compared. */
const roomPerMessage = 120_000;

/** In memory where there is room: what the disk takes would only blur what the programs take. */
export const quickFolder = ({ count = 50_000, folders = 20, perFolder = 500 }: MaterialOptions = {}): string => {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > (count + folders * perFolder) * roomPerMessage ? memory : tmpdir();
};

/** A Dovecot whose first user has the material as mail. */
export const startMaterialServer = async (
  options: MaterialOptions = {},
  dovecot: Omit<PlainDovecotOptions, 'storage'> = {},
): Promise<{ readonly server: PlainDovecot; readonly material: Material }> => {
  const installation = findDovecot();
  if (!installation.ok) throw new Error(installation.error);
  const { mail, privileged } = installation.value.identities;
  const server = await startPlainDovecot({ below: quickFolder(options), ...dovecot, storage: 'maildir' });
  try {
    const material = await writeMaterial(join(server.home(), 'Maildir'), options);
    if (privileged) execFileSync('chown', ['-R', `${mail.uid}:${mail.gid}`, server.home()]);
    return { server, material };
  } catch (fault) {
    await server.stop();
    throw fault;
  }
};
