import { expect, it } from 'vitest';
import { parseServerUrl } from '../../../app/api/find-server.ts';

it.each([
  ['mail.example.com', 'https://mail.example.com'],
  ['mail.example.com:8443', 'https://mail.example.com:8443'],
  ['https://mail.example.com/webmail/', 'https://mail.example.com'],
  ['  https://127.0.0.1:4443 ', 'https://127.0.0.1:4443'],
])('reads %s as %s', (typed, origin) => {
  expect(parseServerUrl(typed)?.origin).toBe(origin);
});

it.each(['', 'http://mail.example.com', 'ftp://x', 'https://user:secret@mail.example.com', 'two words', 'https://'])(
  'reads no server from "%s"',
  (typed) => {
    expect(parseServerUrl(typed)).toBeUndefined();
  },
);
