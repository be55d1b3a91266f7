import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvocation, readPage } from '../../../../app/server/cli/admin/arguments.ts';
import { partOf, table } from '../../../../app/server/cli/admin/output.ts';
import { readNewPassword } from '../../../../app/server/cli/admin/password-input.ts';

const read = (line: string) => readInvocation(line.split(' ').filter(Boolean));

describe('arguments', () => {
  it.each([
    ['domain list --data d', 'domain list', []],
    ['--data d user disable a@b c@d', 'user disable', ['a@b', 'c@d']],
    ['user --json reset --data d a@b', 'user reset-second-factor', ['a@b']],
    ['domain set-policy x.example --two-factor off --data d', 'domain set', ['x.example']],
  ])('%s is understood', (line, command, names) => {
    expect(read(line)).toMatchObject({ ok: true, value: { command, names, data: 'd' } });
  });

  it.each([
    ['', 'Please say what to do'],
    ['user', "There is no command 'user'"],
    ['user frob --data d', "There is no command 'user frob'"],
    ['constructor toString --data d', 'There is no command'],
    ['user list', 'Please say which server is meant'],
    ['user list extra --data d', 'takes nothing more than options'],
    ['user disable --data d', "'user disable' needs ADDRESS"],
    ['user set-password a@b c@d --data d', 'takes one ADDRESS'],
    ['user list --lines 5 --data d', "'user list' takes no --lines"],
    ['user set-password a@b --password x --data d', "Unknown option '--password'"],
    ['user create a@b --data', 'argument missing'],
  ])('%j is refused with a sentence', (line, sentence) => {
    const refused = read(line);
    expect(refused.ok).toBe(false);
    expect(refused.ok ? '' : refused.error).toContain(sentence);
  });

  it('never make it fail in another way', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('user', 'domain', 'log', 'list', 'set', '--data', '--json', '--where', '--', '-x', '--limit=-1'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (args) => {
        const answer = readInvocation(args);
        if (!answer.ok) expect(answer.error.length).toBeGreaterThan(5);
      }),
    );
  });

  it('choose a part of a list', () => {
    expect(readPage({})).toEqual({ ok: true, value: { start: 0, limit: 50 } });
    expect(readPage({ start: '100', all: true })).toEqual({ ok: true, value: { start: 100, limit: -1 } });
    expect(readPage({ limit: '-1' }).ok).toBe(false);
    expect(readPage({ start: '1e3' }).ok).toBe(false);
  });
});

describe('output', () => {
  it('aligns columns and lets nothing steer the terminal', () => {
    const text = table(
      ['USER', 'NAME'],
      [
        ['ana@one.example', 'Ana\u001b[2JX'],
        ['é', 'Ben'],
      ],
    );
    expect(text).toBe(['USER             NAME', 'ana@one.example  Ana\uFFFD[2JX', 'é                Ben'].join('\n'));
  });

  it('tells which part of a list is shown', () => {
    expect(partOf(5, 0, 5, 'users')).toBeUndefined();
    expect(partOf(50, 50, 120, 'users')).toBe(
      '51 to 100 of 120 users. --start 100 shows the next ones, --all shows all.',
    );
    expect(partOf(20, 100, 120, 'users')).toBe('101 to 120 of 120 users.');
    expect(partOf(0, 500, 120, 'users')).toBe('None shown of 120 users.');
  });
});

const terminal = () => {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  return input as unknown as NodeJS.ReadStream & PassThrough;
};

describe('a password on standard input', () => {
  const piped = (text: string) => {
    const input = new PassThrough();
    input.end(text);
    return readNewPassword(input as unknown as NodeJS.ReadStream, () => undefined, 'ana');
  };

  it.each([
    ['Secret-9\n', 'Secret-9'],
    ['Secret-9\r\nnext line', 'Secret-9'],
    [' spaces stay  ', ' spaces stay  '],
    ['pässwörd-9', 'pässwörd-9'],
  ])('%j is its first line', async (text, password) => {
    expect(await piped(text)).toEqual({ ok: true, value: password });
  });

  it.each(['', '\n', '\r\n'])('%j is none', async (text) => {
    expect((await piped(text)).ok).toBe(false);
  });

  const type = async (...lines: string[]) => {
    const input = terminal();
    let shown = '';
    const answer = readNewPassword(
      input,
      (prompt) => {
        shown += prompt;
        if (prompt.endsWith(': ')) setImmediate(() => input.write(lines.shift() ?? '\u0003'));
      },
      'ana',
    );
    return { answer: await answer, shown };
  };

  it('typed twice is taken, corrections included, and never shown', async () => {
    const { answer, shown } = await type('Secrex\u007ft-9\r', 'Secret-9\n');
    expect(answer).toEqual({ ok: true, value: 'Secret-9' });
    expect(shown).toBe('New password for ana: \nThe same again: \n');
  });

  it('typed differently, or broken off, changes nothing', async () => {
    expect((await type('Secret-9\r', 'Secret-8\r')).answer.ok).toBe(false);
    expect((await type('Secr\u0003')).answer.ok).toBe(false);
    expect((await type('Secret-9\r', '\u0004')).answer.ok).toBe(false);
  });
});
