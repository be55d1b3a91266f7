import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../../app/i18n/en.ts';
import { commands } from '../../../renderer/commands/command-list.ts';
import { startTexts } from '../../../renderer/i18n.ts';

type Branch = { readonly [key: string]: string | Branch };

const leaves = (branch: Branch, path = ''): string[] =>
  Object.entries(branch).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : leaves(value, `${path}${key}.`),
  );

const plural = /_(?:zero|one|other)$/;
const sources = ['renderer', 'main']
  .flatMap((folder) =>
    readdirSync(join(import.meta.dirname, '../../..', folder), { recursive: true, withFileTypes: true }),
  )
  .filter((file) => file.isFile() && /\.tsx?$/.test(file.name))
  .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
  .join('\n');

const commandIds = new Set<string>(commands.map((command) => command.id));
const keys = leaves(en);
const bases = new Set(keys.map((key) => key.replace(plural, '')));

describe('the message catalogue', () => {
  it('has a text for every key the window asks for', () => {
    const asked = [...sources.matchAll(/'([a-zA-Z]+(?:\.[a-zA-Z]+)+)'/g)]
      .map((found) => found[1] ?? '')
      .filter((text) => !/\.(?:json|png)$/.test(text))
      .filter((text) => Object.hasOwn(en, text.split('.')[0] ?? '') && !commandIds.has(text));
    expect(asked.length).toBeGreaterThan(200);
    expect([...new Set(asked)].filter((key) => !bases.has(key))).toEqual([]);
  });

  it('has no text that nobody asks for', () => {
    expect([...bases].filter((key) => !sources.includes(`'${key}'`))).toEqual([]);
  });

  it('has both forms of every plural', () => {
    for (const base of new Set(keys.filter((key) => plural.test(key)).map((key) => key.replace(plural, '')))) {
      expect(keys).toContain(`${base}_one`);
      expect(keys).toContain(`${base}_other`);
    }
  });

  it('tells of a key without a text', async () => {
    const missing: string[] = [];
    const texts = await startTexts((key) => missing.push(key));
    texts.t('nothing.of.the.kind' as never);
    expect(missing).toEqual(['nothing.of.the.kind']);
  });

  it('chooses the form by the number', async () => {
    const texts = await startTexts();
    expect(texts.t('mailbox.count', { count: 1 })).toBe('1 message');
    expect(texts.t('mailbox.count', { count: 0 })).toBe('0 messages');
  });
});
