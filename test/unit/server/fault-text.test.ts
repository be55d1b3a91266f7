import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultText } from '../../../app/server/logs/fault-text.ts';

const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (fault) {
    return fault;
  }
};

describe('a fault in the error log', () => {
  it('is one sentence where the machine refused something', () => {
    expect(faultText(caught(() => readFileSync('/nowhere/at-all')))).toBe(
      "ENOENT: no such file or directory, open '/nowhere/at-all'",
    );
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    expect(faultText(full)).toBe('database or disk is full');
  });

  it('tells where it happened when it is our own', () => {
    const bug = caught(() => (undefined as unknown as { name: string }).name);
    expect(faultText(bug)).toMatch(/^TypeError: [^\n]+\n\s+at /u);
    const misuse = Object.assign(new Error('misused'), { code: 'ERR_INVALID_ARG_TYPE' });
    expect(faultText(misuse)).toMatch(/\n\s+at /u);
    expect(faultText('a text')).toBe('a text');
  });
});
