import { describe, expect, it } from 'vitest';
import { groupsOf, spelled } from '../../../renderer/logic/groups.ts';

describe('groups of a secret', () => {
  it('splits in fours', () =>
    expect(groupsOf('kqtmbvxerhdzwcnpfjgs')).toEqual(['kqtm', 'bvxe', 'rhdz', 'wcnp', 'fjgs']));
  it('keeps a short last group', () => expect(groupsOf('abcdefghij')).toEqual(['abcd', 'efgh', 'ij']));
  it('drops separators that are there already', () => expect(groupsOf('ab-cd ef')).toEqual(['abcd', 'ef']));
  it('knows nothing of an empty secret', () => expect(groupsOf('')).toEqual([]));
  it('spells letter by letter', () => expect(spelled('abcdef')).toBe('a b c d, e f'));
});
