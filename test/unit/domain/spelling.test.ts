import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spellingLanguages, spellingOf } from '../../../app/domain/spelling.ts';
import { dictionaries, dictionaryFile } from '../../../build/dictionaries/dictionaries.ts';

describe('languages of the spell checker', () => {
  it('are those of the application until others are chosen', () => {
    expect(spellingOf('usual', 'de', 'de-AT')).toEqual(['de-DE']);
    expect(spellingOf('usual', 'en', 'en-US')).toEqual(['en-US']);
    expect(spellingOf('usual', 'en', 'fr-FR')).toEqual(['en-GB']);
    expect(spellingOf(['de-DE', 'en-GB'], 'en', 'en-US')).toEqual(['en-GB', 'de-DE']);
    expect(spellingOf([], 'en', 'en-US')).toEqual([]);
  });

  it('all come with a dictionary and its licence', () => {
    const folder = join(import.meta.dirname, '../../../build/dictionaries');
    expect(dictionaries.map(({ language }) => language).sort()).toEqual([...spellingLanguages].sort());
    const licences = readFileSync(join(folder, 'licences.txt'), 'utf8');
    for (const { language, name, version } of dictionaries) {
      expect(
        readFileSync(join(folder, dictionaryFile(language)))
          .subarray(0, 4)
          .toString(),
      ).toBe('BDic');
      expect(licences).toContain(`${name} ${version}`);
    }
  });
});
