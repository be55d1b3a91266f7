import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createJsonFile } from '../../../main/platform/json-file.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'latchkey-json-'));
const schema = z.object({ count: z.int() });

it('reads back what was written, for its owner only', () => {
  const path = join(folder(), 'deep', 'settings.json');
  const file = createJsonFile(path, schema, { count: 0 });
  expect(file.read()).toEqual({ count: 0 });
  file.write({ count: 7 });
  expect(file.read()).toEqual({ count: 7 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it.each(['{"count":', '{"count":"seven"}', ''])('sets a broken file aside instead of losing it: %j', (text) => {
  const place = folder();
  writeFileSync(join(place, 'settings.json'), text);
  const file = createJsonFile(join(place, 'settings.json'), schema, { count: 0 });
  expect(file.read()).toEqual({ count: 0 });
  const [aside] = readdirSync(place);
  expect(aside).toMatch(/^settings\.json\.broken-/);
  expect(readFileSync(join(place, aside ?? ''), 'utf8')).toBe(text);
});
