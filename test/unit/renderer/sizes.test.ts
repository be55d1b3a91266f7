import { expect, it } from 'vitest';
import { sizeOf } from '../../../renderer/text/sizes.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [84_213, '84 KB'],
  [999_600, '1 MB'],
  [1_234_567, '1.2 MB'],
])('%d bytes read %s', (bytes, text) => expect(sizeOf(bytes)).toBe(text));
