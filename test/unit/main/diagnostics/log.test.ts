import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog, type Log, type LogLevel } from '../../../../main/diagnostics/log.ts';
import { redact } from '../../../../main/diagnostics/redact.ts';
import { writeReport } from '../../../../main/diagnostics/report.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'latchkey-log-'));

const secrets = {
  'an app password': 'qwmzkdhrtylpxvbnacge',
  'an app password in groups': 'qwmz kdhr tylp xvbn acge',
  'the key of an authenticator': 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  'a key in groups': 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
  'a recovery code': 'h7kq2-m9xwp',
  'a code': '492817',
  'a cookie token': 'T1h2ZnQtNjYxOS1hYmNkZWZnaGlqa2xtbm9w',
  'a database key': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'an address': 'ana.lind@enforced.example',
  'an address with signs': "o'brien+lists@sub.enforced.example",
  'a person in a path': '/home/ana-lind/Mail',
} as const;

/** Ways a secret gets into a text. */
const written = (secret: string): readonly string[] => [
  secret,
  `it was ${secret}, and then`,
  `"${secret}"`,
  `imap: a1 NO ${secret}\r\nfaked: line`,
  `https://ana:${encodeURIComponent(secret)}@host.example/path?code=${encodeURIComponent(secret)}#${secret}`,
  `{"password":"${secret}","other":1}`,
];

const kinds = (log: Log, text: string): void => {
  log.record('errors', 'test', text);
  log.record('normal', text, 'x');
  log.record('detailed', 'test', text);
  log.bug('test', new Error(text));
  log.bug(text, new TypeError(text));
  log.bug('test', text);
  log.bug('test', { secret: text });
  log.bug('test', Object.assign(new Error(text), { code: 'ENOSPC' }));
};

describe('the log', () => {
  it('holds no secret, no code and no address, whatever is pushed through it', () => {
    const folder = newFolder();
    let echoed = '';
    const log = createLog({
      folder,
      level: 'detailed',
      echo: (line) => {
        echoed += line;
      },
    });
    for (const secret of Object.values(secrets)) for (const text of written(secret)) kinds(log, text);
    const everything = echoed + readFileSync(join(folder, 'latchkey.log'), 'utf8');
    expect(everything.length).toBeGreaterThan(5000);
    for (const [name, secret] of Object.entries(secrets)) {
      expect(everything.includes(secret), name).toBe(false);
      expect(everything.includes(encodeURIComponent(secret)), `${name}, encoded`).toBe(false);
    }
    expect(everything).not.toMatch(/^faked/m);
    const report = writeReport({
      version: '1.0.0',
      packaged: true,
      locale: 'en',
      policy: { server: 'https://secret.firm.example' },
      policyFaults: [secrets['an address']],
      accounts: ['mailbox'],
      crashes: 0,
      update: secrets['a code'],
      log: log.last(1000),
    });
    for (const secret of Object.values(secrets)) expect(report).not.toContain(secret);
    expect(report).not.toContain('secret.firm.example');
    expect(report).toContain('policy: server');
  });

  it('takes a password away where its name stands beside it, however short it is', () => {
    for (const text of [
      'password=cat',
      '"password": "cat"',
      'LOGIN ana cat',
      'Authorization: Bearer cat',
      'pin: cat',
    ]) {
      expect(redact(text)).not.toMatch(/\bcat\b/);
    }
  });

  it('keeps what helps', () => {
    const helpful =
      'engine: ended, 3 times within a minute; ERR_TLS_CERT_ALTNAME_INVALID at host.example:993, SqliteError';
    expect(redact(helpful)).toBe(helpful);
  });

  it.each([
    ['errors', 1],
    ['normal', 2],
    ['detailed', 3],
  ] as const)('at level %s holds %i of three kinds', (level: LogLevel, count) => {
    const log = createLog({ folder: newFolder(), level, echo: () => undefined });
    log.record('errors', 'a', 'x');
    log.record('normal', 'a', 'x');
    log.record('detailed', 'a', 'x');
    expect(log.last(10)).toHaveLength(count);
  });

  it('is put aside when it is full, keeps a few files and is read by its owner alone', () => {
    const folder = newFolder();
    const log = createLog({ folder, level: 'normal' });
    for (let line = 0; line < 12_000; line += 1) log.record('normal', 'test', 'word and '.repeat(30));
    const files = readdirSync(folder).sort();
    expect(files).toEqual(['latchkey.1.log', 'latchkey.2.log', 'latchkey.3.log', 'latchkey.log']);
    for (const file of files) {
      expect(statSync(join(folder, file)).size).toBeLessThanOrEqual(513 * 1024);
      expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    }
  });

  it('costs nothing but the line where it cannot be written', () => {
    const folder = join(newFolder(), 'file');
    writeFileSync(folder, '');
    const log = createLog({ folder, level: 'normal' });
    expect(() => log.record('normal', 'a', 'x')).not.toThrow();
    expect(log.last(5)).toEqual([]);
  });
});
