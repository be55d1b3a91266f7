import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../app/server/options.ts';

describe('arguments of the program', () => {
  it('takes the documented ones and fills in the rest', () => {
    const options = readOptions(['--data', 'd', '--imaps-port', '993', '--clock-offset', '-90', '--seed', 'demo']);
    expect(options).toEqual({
      ok: true,
      value: {
        data: 'd',
        host: '127.0.0.1',
        publicName: undefined,
        ports: { webmail: 0, admin: 0, imap: 0, imaps: 993, pop3s: 0, smtp: 0, smtps: 0 },
        clockOffset: -90,
        seed: 'demo',
        minimumClientVersion: '0.1.0',
        sessionLife: { idle: 7_200_000, longest: 86_400_000 },
        logRotation: { bytes: 10_485_760, kept: 5 },
        relay: undefined,
      },
    });
  });

  it('takes the life of sessions in minutes', () => {
    const options = readOptions(['--data', 'd', '--session-idle', '15', '--session-life', '480']);
    expect(options).toMatchObject({ ok: true, value: { sessionLife: { idle: 900_000, longest: 28_800_000 } } });
  });

  it('takes when logs are set aside', () => {
    expect(readOptions(['--data', 'd', '--log-size', '0', '--log-keep', '12'])).toMatchObject({
      ok: true,
      value: { logRotation: { bytes: 0, kept: 12 } },
    });
    for (const wrong of ['-1', '1.5', '2000', 'x', '']) {
      expect(readOptions(['--data', 'd', `--log-size=${wrong}`])).toMatchObject({ ok: false });
      expect(readOptions(['--data', 'd', `--log-keep=${wrong}`])).toMatchObject({ ok: false });
    }
  });

  it('takes a relay by name or by IPv6 address', () => {
    const relayOf = (relay: string) => {
      const options = readOptions(['--data', 'd', '--relay', relay]);
      return options.ok && options.value !== 'help' ? options.value.relay : options;
    };
    expect(relayOf('mx.outside.example:25')).toEqual({ host: 'mx.outside.example', port: 25 });
    expect(relayOf('[::1]:2525')).toEqual({ host: '::1', port: 2525 });
    expect(relayOf('mx.outside.example')).toMatchObject({ ok: false });
  });

  it.each([
    [[]],
    [['--data', '']],
    [['--data', 'd', '--imap-port', '70000']],
    [['--data', 'd', '--imap-port', 'x']],
    [['--data', 'd', '--clock-offset', 'soon']],
    [['--data', 'd', '--seed', 'other']],
    [['--data', 'd', '--host', 'a b']],
    [['--data', 'd', '--min-client-version', 'new']],
    [['--data', 'd', '--session-idle', '0']],
    [['--data', 'd', '--session-life', '1.5']],
    [['--data', 'd', '--session-life', '600000']],
    [['--data', 'd', '--unheard-of']],
  ])('refuses %j with a sentence', (args) => {
    const options = readOptions(args);
    expect(options.ok).toBe(false);
    if (!options.ok) expect(options.error.length).toBeGreaterThan(10);
  });
});
