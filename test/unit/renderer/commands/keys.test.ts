import { describe, expect, it } from 'vitest';
import { commands } from '../../../../renderer/commands/command-list.ts';
import {
  bindingsOf,
  conflictsOf,
  isHeard,
  type KeyMap,
  usualKeyboard,
} from '../../../../renderer/commands/key-bindings.ts';
import { hear, nothingPending, sequencePause } from '../../../../renderer/commands/key-sequence.ts';
import { isSign, type KeyPress, partsOf, strokeOf } from '../../../../renderer/commands/strokes.ts';

const pressOf = (key: string, also: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  altGraph: false,
  ...also,
});

describe('the name of a key press', () => {
  it.each([
    ['a letter', pressOf('j'), 'j'],
    ['a letter under Caps Lock', pressOf('J'), 'j'],
    ['a letter with Shift', pressOf('J', { shiftKey: true }), 'shift+j'],
    ['a sign that needs Shift', pressOf('?', { shiftKey: true }), '?'],
    ['a sign that needs AltGr', pressOf('[', { ctrlKey: true, altKey: true, altGraph: true }), '['],
    ['Ctrl', pressOf('k', { ctrlKey: true }), 'mod+k'],
    ['Ctrl and Shift', pressOf('A', { ctrlKey: true, shiftKey: true }), 'mod+shift+a'],
    ['the plus key', pressOf('+', { ctrlKey: true }), 'mod++'],
    ['an arrow', pressOf('ArrowLeft', { altKey: true }), 'alt+left'],
    ['a named key with Shift', pressOf('Delete', { shiftKey: true }), 'shift+delete'],
    ['the space bar', pressOf(' '), 'space'],
    ['a Cyrillic letter on the place of J', pressOf('о', { code: 'KeyJ' }), 'j'],
    ['a Latin letter wherever it lies', pressOf('a', { code: 'KeyQ' }), 'a'],
    ['an accented Latin letter', pressOf('é', { code: 'Digit2' }), 'é'],
  ])('of %s', (_, press, stroke) => {
    expect(strokeOf(press, false)).toBe(stroke);
  });

  it('takes the Command key on a Mac and tells Ctrl apart', () => {
    expect(strokeOf(pressOf('k', { metaKey: true }), true)).toBe('mod+k');
    expect(strokeOf(pressOf('k', { ctrlKey: true }), true)).toBe('ctrl+k');
  });

  it('is nothing for a modifier alone', () => {
    expect(strokeOf(pressOf('Shift', { shiftKey: true }), false)).toBeUndefined();
  });

  it('tells what would be typed from what would not', () => {
    expect(['j', '?', 'shift+j', '+'].map(isSign)).toEqual([true, true, true, true]);
    expect(['mod+j', 'alt+j', 'delete', 'f6', 'left'].map(isSign)).toEqual([false, false, false, false, false]);
    expect(partsOf('mod++')).toEqual(['mod', '+']);
  });
});

describe('a sequence of keys', () => {
  const bindings = [
    ['inbox', 'g i'],
    ['forward', 'f'],
    ['folder', 'g f'],
  ] as const;

  it('is carried out at its last stroke', () => {
    const first = hear(nothingPending, 'g', 1_000, bindings);
    expect(first.kind).toBe('wait');
    expect(hear(first.pending, 'i', 1_500, bindings)).toEqual({ kind: 'run', id: 'inbox', pending: nothingPending });
    expect(hear(first.pending, 'f', 1_500, bindings)).toMatchObject({ id: 'folder' });
  });

  it('is forgotten after a pause and when another key comes between', () => {
    const first = hear(nothingPending, 'g', 1_000, bindings);
    expect(hear(first.pending, 'f', 1_001 + sequencePause, bindings)).toMatchObject({ kind: 'run', id: 'forward' });
    const second = hear(first.pending, 'x', 1_100, bindings);
    expect(second).toEqual({ kind: 'nothing', pending: nothingPending });
    expect(hear(second.pending, 'i', 1_200, bindings).kind).toBe('nothing');
  });

  it('may begin anew with the stroke that did not fit', () => {
    const first = hear(nothingPending, 'g', 1_000, bindings);
    expect(hear(first.pending, 'g', 1_100, bindings).kind).toBe('wait');
  });
});

describe('the maps of keys', () => {
  it.each<KeyMap>(['latchkey', 'gmail'])('%s: no key means two things in one place', (map) => {
    const bindings = bindingsOf({ ...usualKeyboard, map });
    const clashes = commands.flatMap(({ id }) =>
      (bindings.get(id) ?? []).flatMap((keys) => conflictsOf(bindings, id, keys).map((other) => [id, keys, other])),
    );
    expect(clashes).toEqual([]);
  });

  it('follow what was changed, and tell of a key that is taken', () => {
    const bindings = bindingsOf({ ...usualKeyboard, changed: { 'message.archive': ['y'], 'message.flag': [] } });
    expect(bindings.get('message.archive')).toEqual(['y']);
    expect(bindings.get('message.flag')).toEqual([]);
    expect(conflictsOf(bindings, 'message.junk', 'y')).toEqual(['message.archive']);
    expect(conflictsOf(bindings, 'message.junk', 'e')).toEqual([]);
    expect(conflictsOf(bindings, 'message.junk', 'g')).toContain('go.inbox');
  });

  it('hear no single letters when these are turned off', () => {
    const choice = { ...usualKeyboard, singleLetters: false };
    expect(isHeard('g i', choice)).toBe(false);
    expect(isHeard('?', choice)).toBe(false);
    expect(isHeard('mod+k', choice)).toBe(true);
    expect(isHeard('delete', choice)).toBe(true);
  });
});
