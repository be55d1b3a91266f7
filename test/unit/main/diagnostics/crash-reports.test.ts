import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createCrashReports } from '../../../../main/diagnostics/crash-reports.ts';

it('keeps the newest reports for a month, in a folder of their owner', () => {
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-crashes-'));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  const folder = join(profile, 'crashes');
  const reports = createCrashReports(folder);
  reports.tidy();
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(reports.count()).toBe(0);
  const day = 86_400;
  for (let number = 0; number < 8; number += 1) {
    writeFileSync(join(folder, `${number}.dmp`), 'x');
    writeFileSync(join(folder, `${number}.meta`), 'x');
    const time = Date.now() / 1000 - number * 9 * day;
    utimesSync(join(folder, `${number}.dmp`), time, time);
  }
  expect(reports.count()).toBe(8);
  reports.tidy();
  // Those of 0, 9, 18 and 27 days ago; the next is five weeks old.
  expect(readdirSync(folder).sort()).toEqual([
    '0.dmp',
    '0.meta',
    '1.dmp',
    '1.meta',
    '2.dmp',
    '2.meta',
    '3.dmp',
    '3.meta',
  ]);
});
