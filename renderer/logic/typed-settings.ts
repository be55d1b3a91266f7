import type { MailEndpoint, MailSettings } from '../../app/domain/mail-access.ts';

export type TypedEndpoint = Omit<MailEndpoint, 'port'> & { readonly port: string };

/** Settings while they are being typed: a port may be any text, and nothing need be there. */
export type TypedSettings = {
  readonly user: string;
  readonly imap: TypedEndpoint;
  /** Empty: the user name for reading. */
  readonly smtpUser: string;
  readonly smtp: TypedEndpoint;
};

export type SettingsField = 'imapHost' | 'imapPort' | 'user' | 'smtpHost' | 'smtpPort';

const typedEndpoint = ({ host, port, security }: MailEndpoint): TypedEndpoint => ({
  host,
  port: String(port),
  security,
});

export const emptySettings = (address: string): TypedSettings => ({
  user: address,
  imap: { host: '', port: '993', security: 'tls' },
  smtpUser: '',
  smtp: { host: '', port: '465', security: 'tls' },
});

export const typedFrom = ({ user, imap, smtpUser = '', smtp }: MailSettings): TypedSettings => ({
  user,
  imap: typedEndpoint(imap),
  smtpUser,
  smtp: typedEndpoint(smtp),
});

/** The usual ports; a port that was typed otherwise stays when the encryption changes. */
export const usualPorts = {
  imap: { tls: '993', startTls: '143' },
  smtp: { tls: '465', startTls: '587' },
} as const;

export const withSecurity = (
  service: 'imap' | 'smtp',
  endpoint: TypedEndpoint,
  security: MailEndpoint['security'],
): TypedEndpoint => {
  const ports = usualPorts[service];
  return { ...endpoint, security, port: endpoint.port === ports[endpoint.security] ? ports[security] : endpoint.port };
};

const isPort = (text: string): boolean =>
  /^[0-9]{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65535;

const endpointOf = ({ host, port, security }: TypedEndpoint): MailEndpoint => ({
  host: host.trim(),
  port: Number(port),
  security,
});

/** What is missing, in the order of the form; else the settings. */
export const settingsFrom = (
  typed: TypedSettings,
): { readonly missing: readonly SettingsField[]; readonly settings?: MailSettings } => {
  const { user, imap, smtpUser, smtp } = typed;
  const missing: SettingsField[] = [
    ...(imap.host.trim() === '' ? ['imapHost' as const] : []),
    ...(isPort(imap.port) ? [] : ['imapPort' as const]),
    ...(user.trim() === '' ? ['user' as const] : []),
    ...(smtp.host.trim() === '' ? ['smtpHost' as const] : []),
    ...(isPort(smtp.port) ? [] : ['smtpPort' as const]),
  ];
  if (missing.length > 0) return { missing };
  const other = smtpUser.trim() === '' || smtpUser.trim() === user.trim() ? {} : { smtpUser: smtpUser.trim() };
  return { missing, settings: { user: user.trim(), imap: endpointOf(imap), ...other, smtp: endpointOf(smtp) } };
};
