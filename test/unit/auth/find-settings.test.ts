import { describe, expect, it } from 'vitest';
import type { FoundServer, FoundServers } from '../../../app/api/finding/find-servers.ts';
import { type Answers, findSettings } from '../../../app/auth/find-settings.ts';

const server = (host: string, port: number, more: Partial<FoundServer> = {}): FoundServer => ({
  endpoint: { host, port, security: 'tls' },
  from: 'autoconfig',
  user: 'anna@plain.example',
  takesPassword: true,
  foreign: false,
  ...more,
});
const finding = (imap: FoundServer[], smtp: FoundServer[]) => {
  const found: FoundServers = { ours: [], imap, smtp };
  return { find: async () => found, ask: () => [Promise.resolve(found)] };
};
const nobody: Answers = async () => false;
const guess = { from: 'commonName' as const };

describe('finding where the mail of an address is', () => {
  it('knows large providers without asking anybody', async () => {
    const found = await findSettings('anna@gmail.com', finding([], []), nobody);
    expect(found).toMatchObject({ from: 'provider', settings: { user: 'anna@gmail.com', imap: { port: 993 } } });
  });

  it('says of a provider that takes no passwords just that', async () => {
    const found = await findSettings('anna@outlook.com', finding([], []), nobody);
    expect(found).toEqual({ from: 'nowhere', foreign: false, takesPassword: false });
  });

  it('takes what a domain publishes, and keeps a user name of its own for sending', async () => {
    const finder = finding(
      [server('imap.host.example', 993, { user: 'anna' })],
      [server('smtp.host.example', 465, { takesPassword: false })],
    );
    expect(await findSettings('anna@plain.example', finder, nobody)).toEqual({
      settings: {
        user: 'anna',
        imap: { host: 'imap.host.example', port: 993, security: 'tls' },
        smtpUser: 'anna@plain.example',
        smtp: { host: 'smtp.host.example', port: 465, security: 'tls' },
      },
      from: 'published',
      foreign: false,
      takesPassword: true,
    });
  });

  it('tells that only records name a server outside the domain', async () => {
    const more = { from: 'serviceRecord' as const, foreign: true };
    const finder = finding([server('imap.else.example', 993, more)], [server('smtp.else.example', 465, more)]);
    expect(await findSettings('anna@plain.example', finder, nobody)).toMatchObject({ from: 'records', foreign: true });
  });

  it('takes a guess only where somebody answers, the first of those that do', async () => {
    const finder = finding(
      [server('imap.plain.example', 993, guess), server('mail.plain.example', 993, guess)],
      [server('smtp.plain.example', 465, guess), server('mail.plain.example', 587, guess)],
    );
    const onMail: Answers = async (_service, { endpoint }) => endpoint.host === 'mail.plain.example';
    expect(await findSettings('anna@plain.example', finder, onMail)).toMatchObject({
      from: 'tried',
      settings: { imap: { host: 'mail.plain.example' }, smtp: { host: 'mail.plain.example', port: 587 } },
    });
    expect(await findSettings('anna@plain.example', finder, nobody)).toMatchObject({ from: 'nowhere' });
  });
});
