import { describe, expect, it, vi } from 'vitest';
import { startTexts } from '../../../renderer/i18n.ts';

vi.mock('electron', () => ({ Menu: {} }));
const { textMenu } = await import('../../../main/windows/text-menu.ts');

const can = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true } as never;
const place = {
  isEditable: true,
  editFlags: can,
  misspelledWord: '',
  dictionarySuggestions: [],
  selectionText: '',
  formControlType: 'none' as const,
};
const t = (await startTexts()).t;

describe('the menu of a text', () => {
  const done: string[] = [];
  const actions = {
    replace: (word: string) => done.push(`replace ${word}`),
    addWord: (word: string) => done.push(word),
  };
  const labels = (part: object): (string | undefined)[] =>
    textMenu(t, { ...place, ...part }, actions).flatMap(({ label }) => (label === undefined ? [] : [label]));

  it('offers what a word may have meant, and to keep it', () => {
    const lines = textMenu(t, { ...place, misspelledWord: 'speling', dictionarySuggestions: ['spelling'] }, actions);
    for (const line of lines.slice(0, 3)) line.click?.(undefined as never, undefined, undefined as never);
    expect(done).toEqual(['replace spelling', 'speling']);
    expect(labels({ misspelledWord: 'xqz' })[0]).toBe('No similar word known');
  });

  it('has the verbs of a field, and copies what is selected elsewhere', () => {
    expect(labels({})).toEqual(['Cut', 'Copy', 'Paste', 'Paste without formatting', 'Select all']);
    expect(labels({ formControlType: 'input-text' })).toEqual(['Cut', 'Copy', 'Paste', 'Select all']);
    expect(labels({ isEditable: false, selectionText: 'a' })).toEqual(['Copy']);
    expect(labels({ isEditable: false, selectionText: ' ' })).toEqual([]);
  });
});
