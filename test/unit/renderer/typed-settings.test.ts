import { describe, expect, it } from 'vitest';
import { passwordFor, providerOf } from '../../../app/domain/mail-providers.ts';
import { emptySettings, settingsFrom, typedFrom, withSecurity } from '../../../renderer/logic/typed-settings.ts';

const whole = {
  user: 'anna',
  imap: { host: ' imap.plain.example ', port: ' 993', security: 'tls' as const },
  smtpUser: '',
  smtp: { host: 'smtp.plain.example', port: '587', security: 'startTls' as const },
};

describe('mail settings while they are typed', () => {
  it('names what is missing in the order of the form', () => {
    expect(settingsFrom({ ...emptySettings(''), smtp: { ...whole.smtp, port: '70000' } }).missing).toEqual([
      'imapHost',
      'user',
      'smtpPort',
    ]);
  });

  it('come out as they go in', () => {
    const { settings } = settingsFrom(whole);
    expect(settings).toEqual({
      user: 'anna',
      imap: { host: 'imap.plain.example', port: 993, security: 'tls' },
      smtp: { host: 'smtp.plain.example', port: 587, security: 'startTls' },
    });
    if (settings !== undefined) expect(settingsFrom(typedFrom(settings)).settings).toEqual(settings);
    expect(settingsFrom({ ...whole, smtpUser: 'post' }).settings).toMatchObject({ smtpUser: 'post' });
  });

  it('move a usual port along with the encryption, and leave one of their own', () => {
    expect(withSecurity('imap', { host: '', port: '993', security: 'tls' }, 'startTls').port).toBe('143');
    expect(withSecurity('smtp', { host: '', port: '2465', security: 'tls' }, 'startTls').port).toBe('2465');
  });
});

describe('large providers', () => {
  it('are known by address or by server, and by nothing that only looks like it', () => {
    expect(providerOf('anna@googlemail.com')?.name).toBe('Gmail');
    expect(providerOf('anna@firm.example', 'imap.gmail.com')?.name).toBe('Gmail');
    expect(providerOf('anna@firm.example', 'outlook.office365.com')?.signIn).toBe('other');
    expect(providerOf('anna@notgmail.com', 'imap.notgmail.com')).toBeUndefined();
  });

  it('want passwords without what their page put between the groups', () => {
    expect(passwordFor(providerOf('anna@gmail.com'), 'abcd efgh\u00a0ijkl mnop')).toBe('abcdefghijklmnop');
    expect(passwordFor(providerOf('anna@icloud.com'), 'abcd-efgh ijkl')).toBe('abcd-efgh ijkl');
  });
});
