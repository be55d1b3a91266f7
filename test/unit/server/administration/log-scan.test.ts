import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containing, scanLog } from '../../../../app/server/administration/log-scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-unit-'));
const file = join(folder, 'audit.log');
const lineCount = 20_000;
const content = (line: number): string =>
  `[01/Mar/2026 10:00:00] Ligne n° ${line} für ${line % 7 === 0 ? 'Ana' : 'Ben'}`;
beforeAll(() => {
  // More than one piece of reading, so that lines lie across borders.
  writeFileSync(file, `${Array.from({ length: lineCount }, (_, line) => content(line)).join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const every = () => true;

describe('a part of a log', () => {
  it('counted from a line has the lines that follow', async () => {
    const part = await scanLog(file, { fromLine: 12_345, countLines: 2 }, every);
    expect(part).toEqual({
      total: lineCount,
      list: [12_345, 12_346].map((line) => ({ line, content: content(line) })),
    });
  });

  it('counted from the end has the last lines, oldest first', async () => {
    const part = await scanLog(file, { fromLine: -1, countLines: 3 }, every);
    expect(part.list.map(({ line }) => line)).toEqual([19_997, 19_998, 19_999]);
  });

  it('is whole, line by line, whatever pieces it was read in', async () => {
    const { list } = await scanLog(file, { fromLine: 0, countLines: lineCount }, every);
    expect(list).toHaveLength(lineCount);
    expect(list.every(({ line, content: text }) => text === content(line))).toBe(true);
  });

  it('beyond the end is empty', async () => {
    expect(await scanLog(file, { fromLine: lineCount, countLines: 5 }, every)).toEqual({ total: lineCount, list: [] });
  });

  it('leaves out a line that is still being written', async () => {
    const growing = join(folder, 'growing.log');
    writeFileSync(growing, 'one\ntwo\nthr');
    expect((await scanLog(growing, { fromLine: 0, countLines: 9 }, every)).list.map((each) => each.content)).toEqual([
      'one',
      'two',
    ]);
    appendFileSync(growing, 'ee\n');
    expect((await scanLog(growing, { fromLine: 0, countLines: 9 }, every)).total).toBe(3);
  });

  it('of a log that does not exist is empty', async () => {
    expect(await scanLog(join(folder, 'none.log'), { fromLine: -1, countLines: 5 }, every)).toEqual({
      total: 0,
      list: [],
    });
  });
});

describe('a search', () => {
  it('counts all matches and gives the last ones', async () => {
    const found = await scanLog(file, { fromLine: -1, countLines: 2 }, containing('FÜR ANA', false));
    expect(found.total).toBe(Math.ceil(lineCount / 7));
    expect(found.list.map(({ line }) => line)).toEqual([19_992, 19_999]);
  });

  it('goes on from a line', async () => {
    const found = await scanLog(file, { fromLine: 8, countLines: 2 }, containing('Ana', true));
    expect(found.list.map(({ line }) => line)).toEqual([14, 21]);
  });

  it('minds the case when asked to', async () => {
    expect((await scanLog(file, { fromLine: -1, countLines: 1 }, containing('für ana', true))).total).toBe(0);
    expect((await scanLog(file, { fromLine: -1, countLines: 1 }, containing('für Ana', true))).total).toBeGreaterThan(
      0,
    );
  });
});
