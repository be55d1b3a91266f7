/** notmuch beside our own search, over the same mail. Usage: node --import tsx test/bench/engine/notmuch.ts [count] */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { quantile } from '../server/statistics.ts';
import { quickFolder, writeMaterial } from './generator.ts';
import { measureNotmuch } from './peers.ts';

const count = Number(process.argv[2] ?? 50_000);
const options = { count, folders: 0, perFolder: 0 };
const folder = mkdtempSync(join(quickFolder(options), 'latchkey-notmuch-'));
try {
  const maildir = join(folder, 'Maildir');
  mkdirSync(maildir);
  const material = await writeMaterial(maildir, options);
  console.log(execFileSync('notmuch', ['--version'], { encoding: 'utf8' }).trim());
  const { index, queries } = await measureNotmuch(material);
  console.log(
    `notmuch: index of ${index.messages} messages`.padEnd(52) +
      `${index.messagesPerSecond.toFixed(0)} messages a second (${index.seconds.toFixed(1)} s, processor ${index.cpuSeconds.toFixed(1)} s)`,
  );
  for (const { query, found, series } of queries) {
    const [median, high] = [quantile(series.values, 0.5), quantile(series.values, 0.95)];
    console.log(
      `${series.name} (${query})`.padEnd(52) +
        `median ${median.toFixed(0)} ms, p95 ${high.toFixed(0)} ms, ${found} found, with its process`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
