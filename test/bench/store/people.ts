/** Completing addresses out of a mailbox. Usage: node --import tsx test/bench/store/people.ts [messages] */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchedMessage } from '../../../app/store/port.ts';
import { openMailStore } from '../../../app/store/sqlite/open-mail-store.ts';
import { fetched, folderFacts, syncState, testKey } from '../../unit/store/letters.ts';
import { quantile } from '../server/statistics.ts';

const count = Number(process.argv[2] ?? 50_000);
const first = [
  'Ada',
  'Ben',
  'Cleo',
  'Dilan',
  'Eva',
  'Finn',
  'Greta',
  'Hana',
  'Ivo',
  'Jonna',
  'Kim',
  'Lena',
  'Mats',
  'Nora',
];
const last = [
  'Berg',
  'Okafor',
  'Lindqvist',
  'Haddad',
  'Petrova',
  'Marsh',
  'Dahl',
  'Tanabe',
  'Raman',
  'Brandt',
  'Vogel',
];

/** As many people as a long-lived mailbox knows: one new address in five messages, the rest again and again. */
const personOf = (index: number): { name: string; address: string } => {
  const number = index % 5 === 0 ? index : (index * 7_919) % 900;
  const [one, two] = [first[number % first.length] ?? '', last[number % last.length] ?? ''];
  return { name: `${one} ${two}`, address: `${one}.${two}${number}@${number % 40}.example`.toLowerCase() };
};

const folder = mkdtempSync(join(tmpdir(), 'latchkey-people-'));
try {
  const opened = openMailStore({ path: join(folder, 'mail.db'), key: testKey, role: 'writer' });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  store.putFolders([folderFacts('INBOX'), folderFacts('Sent', { role: 'sent' })]);
  const began = performance.now();
  for (const [path, share] of [
    ['INBOX', 0.8],
    ['Sent', 0.2],
  ] as const) {
    const id = store.folder(path)?.id ?? 0;
    const total = Math.round(count * share);
    for (let uid = 1; uid <= total; uid += 500) {
      const batch = Array.from({ length: Math.min(500, total - uid + 1) }, (_, index): FetchedMessage => {
        const person = personOf(uid + index);
        return fetched(uid + index, { headers: path === 'Sent' ? { to: [person] } : { from: [person] } });
      });
      store.putMessages(id, batch, syncState({ exists: total, uidNext: total + 1 }));
    }
  }
  store.tidyIndex();
  const filled = performance.now() - began;
  const typed = ['a', 'jo', 'ber', 'lena vo', 'ada.berg1', 'kim', 'x', 'nora haddad', 'example', '12'];
  const times: number[] = [];
  let found = 0;
  const processor: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    for (const text of typed) {
      const at = performance.now();
      const used = process.cpuUsage();
      found += store.suggestPeople(text, 12, 1_800_000_000_000).length;
      times.push(performance.now() - at);
      const { user, system } = process.cpuUsage(used);
      processor.push((user + system) / 1_000);
    }
  }
  const people = store.database.prepare('SELECT count(*) FROM person', { pluck: true }).get([]);
  console.log(`${count} messages, ${String(people)} people, filled at ${Math.round((count / filled) * 1000)}/s`);
  console.log(
    `completing an address: median ${quantile(times, 0.5).toFixed(2)} ms, p95 ${quantile(times, 0.95).toFixed(2)} ms (n = ${times.length}, ${found} found); processor time p95 ${quantile(processor, 0.95).toFixed(2)} ms`,
  );
  store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
