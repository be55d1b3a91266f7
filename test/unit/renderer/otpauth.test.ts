import { expect, it } from 'vitest';
import { entryNameOf } from '../../../renderer/logic/otpauth.ts';

it.each([
  [
    'otpauth://totp/Enforced%20Ltd:ana%40enforced.example?secret=A&issuer=Enforced%20Ltd',
    'Enforced Ltd, ana@enforced.example',
  ],
  ['otpauth://totp/ana%40enforced.example?secret=A&issuer=Enforced', 'Enforced, ana@enforced.example'],
  ['otpauth://totp/Enforced:%20ana?secret=A', 'Enforced, ana'],
  ['otpauth://totp/ana?secret=A', 'ana'],
  ['https://enforced.example', undefined],
  ['otpauth://totp/%ZZ?secret=A', undefined],
])('%s is the entry %j', (uri, name) => expect(entryNameOf(uri)).toBe(name));
