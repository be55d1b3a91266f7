import { useTranslation } from 'react-i18next';
import type { MailEndpoint } from '../../../app/domain/mail-access.ts';
import { Field, type Hint } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import {
  type SettingsField,
  type TypedEndpoint,
  type TypedSettings,
  withSecurity,
} from '../../logic/typed-settings.ts';
import type { TextKey } from '../../text/keys.ts';

const securities = [
  { value: 'tls', label: 'SSL/TLS' },
  { value: 'startTls', label: 'STARTTLS' },
] as const;

export const securityName = (security: MailEndpoint['security']): string =>
  security === 'tls' ? 'SSL/TLS' : 'STARTTLS';

type ServerFieldsProps = {
  readonly value: TypedSettings;
  readonly missing: readonly SettingsField[];
  readonly onChange: (next: TypedSettings) => void;
};

/** Host, port, encryption and user name, for reading and for sending. */
export const ServerFields = ({ value, missing, onChange }: ServerFieldsProps) => {
  const { t } = useTranslation();
  const hintsOf = (field: SettingsField, text: TextKey): { readonly invalid: boolean; readonly hints: Hint[] } => {
    const invalid = missing.includes(field);
    return { invalid, hints: invalid ? [{ tone: 'danger', text: t(text) }] : [] };
  };
  const fieldsOf = (service: 'imap' | 'smtp') => {
    const endpoint = value[service];
    const change = (next: TypedEndpoint): void => onChange({ ...value, [service]: next });
    return (
      <>
        <Field
          label={t('mailAccount.servers.host')}
          spellCheck={false}
          autoCapitalize="off"
          maxLength={255}
          value={endpoint.host}
          {...hintsOf(`${service}Host`, 'mailAccount.servers.hostMissing')}
          onChange={(event) => change({ ...endpoint, host: event.target.value })}
        />
        <div className="maccount__pair">
          <Field
            label={t('mailAccount.servers.port')}
            inputMode="numeric"
            maxLength={5}
            value={endpoint.port}
            {...hintsOf(`${service}Port`, 'mailAccount.servers.portMissing')}
            onChange={(event) => change({ ...endpoint, port: event.target.value })}
          />
          <Select
            label={t('mailAccount.servers.security')}
            value={endpoint.security}
            options={securities}
            onChange={(security) => change(withSecurity(service, endpoint, security))}
          />
        </div>
      </>
    );
  };
  return (
    <div className="maccount__servers">
      <fieldset className="maccount__server">
        <legend className="field__label">{t('mailAccount.servers.reading')}</legend>
        {fieldsOf('imap')}
        <Field
          label={t('mailAccount.servers.user')}
          spellCheck={false}
          autoCapitalize="off"
          maxLength={320}
          value={value.user}
          {...hintsOf('user', 'mailAccount.servers.userMissing')}
          onChange={(event) => onChange({ ...value, user: event.target.value })}
        />
      </fieldset>
      <fieldset className="maccount__server">
        <legend className="field__label">{t('mailAccount.servers.sending')}</legend>
        {fieldsOf('smtp')}
        <Field
          label={t('mailAccount.servers.user')}
          spellCheck={false}
          autoCapitalize="off"
          maxLength={320}
          value={value.smtpUser}
          hints={[{ tone: 'plain', text: t('mailAccount.servers.sameUser') }]}
          onChange={(event) => onChange({ ...value, smtpUser: event.target.value })}
        />
      </fieldset>
    </div>
  );
};
