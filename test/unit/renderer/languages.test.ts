import { describe, expect, it } from 'vitest';
import { de } from '../../../app/i18n/de.ts';
import { en } from '../../../app/i18n/en.ts';
import { pseudoText } from '../../../app/i18n/pseudo.ts';
import { startTexts } from '../../../renderer/i18n.ts';

type Branch = { readonly [key: string]: string | Branch };

const leaves = (branch: Branch, path = ''): [string, string][] =>
  Object.entries(branch).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );

const english = new Map(leaves(en));
const plural = /_(zero|one|two|few|many|other)$/;
const baseOf = (key: string): string => key.replace(plural, '');
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{([^}]+)\}\}/g)].map(([, name = '']) => name).sort();

describe.each([['de', new Map(leaves(de))]])('the texts in %s', (tag, texts) => {
  it('are there for every key of the English ones, and for no other', () => {
    expect([...new Set([...texts.keys()].map(baseOf))].sort()).toEqual(
      [...new Set([...english.keys()].map(baseOf))].sort(),
    );
  });

  it('fill in what the English ones fill in', () => {
    const different = [...texts].filter(([key, text]) => {
      const original = english.get(key) ?? english.get(`${baseOf(key)}_other`) ?? '';
      return placeholders(text).join() !== placeholders(original).join();
    });
    expect(different).toEqual([]);
  });

  it('have every plural form the language has', () => {
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const counted = new Set([...texts.keys()].filter((key) => plural.test(key)).map(baseOf));
    const wanted = new Set([...english.keys()].filter((key) => plural.test(key)).map(baseOf));
    expect(counted).toEqual(wanted);
    for (const base of counted) for (const form of forms) expect([...texts.keys()]).toContain(`${base}_${form}`);
  });

  it('are not left empty, and quote as the language does', () => {
    expect([...texts].filter(([, text]) => text.trim() === '' || /["']|“[^„]*”/.test(text))).toEqual([]);
  });
});

describe('the made-up language', () => {
  it('is accented, longer and in brackets, and leaves alone what is filled in', () => {
    const text = pseudoText('Up to date since {{time}}', false);
    expect(text).toMatch(/^⟦Ûþ ţö đàţé šîñçé \{\{time\}\} .+⟧$/);
    expect(text.replace('{{time}}', '').length).toBeGreaterThan('Up to date since '.length * 1.35);
    expect(pseudoText('{{host}}', false)).toBe('⟦{{host}}⟧');
  });

  it('is said by the catalogue', async () => {
    const texts = await startTexts(undefined, 'pseudo');
    expect(texts.t('mailbox.count', { count: 1 })).toMatch(/^⟦1 /);
    expect(texts.dir('en-XA')).toBe('ltr');
  });
});

it('writes the numbers in a text as the language does', async () => {
  const texts = await startTexts(undefined, 'en');
  expect(texts.t('mailbox.count', { count: 12_345 })).toBe('12,345 messages');
});

it('speaks German', async () => {
  const texts = await startTexts((key) => expect.fail(key), 'de');
  expect(texts.t('mailbox.count', { count: 1 })).toBe('1 Nachricht');
  expect(texts.t('mailbox.count', { count: 3 })).toBe('3 Nachrichten');
});
