import { describe, expect, it } from 'vitest';
import { bindingsOf, usualKeyboard } from '../../../../renderer/commands/key-bindings.ts';
import { rebound, unbound, usualAgain } from '../../../../renderer/commands/key-changes.ts';
import {
  isUsable,
  nothingRecorded,
  record,
  recordingPause,
  sequenceOf,
} from '../../../../renderer/commands/key-recording.ts';

describe('keys of one’s own', () => {
  it('are kept only where they differ from the map', () => {
    const changed = rebound(usualKeyboard, 'message.archive', 'y');
    expect(changed).toEqual({ 'message.archive': ['y'] });
    expect(rebound({ ...usualKeyboard, changed }, 'message.archive', 'e')).toEqual({});
    expect(usualAgain({ ...usualKeyboard, changed }, 'message.archive')).toEqual({});
    expect(unbound(usualKeyboard, 'message.archive')).toEqual({ 'message.archive': [] });
  });

  it('are taken from whatever had them, also from sequences that begin so', () => {
    expect(rebound(usualKeyboard, 'message.junk', 'e')).toEqual({ 'message.archive': [], 'message.junk': ['e'] });
    const choice = { ...usualKeyboard, changed: rebound(usualKeyboard, 'message.junk', 'g') };
    expect(bindingsOf(choice).get('go.inbox')).toEqual([]);
    const undo = rebound(usualKeyboard, 'message.junk', 'mod+z');
    expect(undo['mail.undo']).toEqual(['z']);
  });
});

describe('pressing new keys', () => {
  it('takes two signs one after the other as a sequence, and begins anew otherwise', () => {
    const g = record(nothingRecorded, 'g', 1_000);
    expect(sequenceOf(record(g, 'x', 1_500))).toBe('g x');
    expect(sequenceOf(record(g, 'x', 1_001 + recordingPause))).toBe('x');
    expect(sequenceOf(record(g, 'mod+x', 1_500))).toBe('mod+x');
    expect(sequenceOf(record(record(g, 'x', 1_100), 'y', 1_200))).toBe('y');
    expect(sequenceOf(record(record(nothingRecorded, 'mod+g', 1_000), 'x', 1_100))).toBe('x');
  });

  it('refuses keys that move, write or leave', () => {
    expect(isUsable(record(nothingRecorded, 'left', 0))).toBe(false);
    expect(isUsable(record(nothingRecorded, 'alt+left', 0))).toBe(true);
    expect(isUsable(nothingRecorded)).toBe(false);
  });
});
