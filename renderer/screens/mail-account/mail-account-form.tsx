import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSettings } from '../../../app/domain/mail-access.ts';
import { providerOf } from '../../../app/domain/mail-providers.ts';
import { mailAccounts } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field } from '../../components/field.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { isAddress } from '../../logic/address.ts';
import { emptySettings, settingsFrom, type TypedSettings, typedFrom } from '../../logic/typed-settings.ts';
import { noticeText } from '../sign-in/notice.ts';
import { FoundServers } from './found-servers.tsx';
import type { MailAccountGate } from './mail-account.tsx';
import { OwnPageNote } from './own-page-note.tsx';
import { ProviderNote } from './provider-note.tsx';
import { ServerFields } from './server-fields.tsx';
import { ServiceResults } from './service-results.tsx';
import { useFoundSettings } from './use-found-settings.ts';
import { useMailTest } from './use-mail-test.ts';

/** From an address to a mailbox: servers, password, a test of both services. */
export const MailAccountForm = ({ gate }: { readonly gate: MailAccountGate }) => {
  const { t } = useTranslation();
  const [address, setAddress] = useState(gate.address);
  const [fullName, setFullName] = useState(gate.fullName);
  const [typed, setTyped] = useState<TypedSettings | undefined>(
    gate.settings === undefined ? undefined : typedFrom(gate.settings),
  );
  const [byHand, setByHand] = useState(false);
  const [password, setPassword] = useState('');
  const [stay, setStay] = useState(true);
  const [pressed, setPressed] = useState(false);
  const test = useMailTest();
  const form = useRef<HTMLFormElement>(null);
  const addressField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const { search, look } = useFoundSettings(({ settings }, of) => {
    setTyped(settings === undefined ? emptySettings(of) : typedFrom(settings));
    setByHand(settings === undefined);
    test.forget();
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what is known from before
  useEffect(() => {
    (gate.address === '' ? addressField : passwordField).current?.focus();
    if (gate.settings === undefined) look(gate.address);
  }, []);

  // Whoever pressed the button is led to the first thing that is missing.
  useEffect(() => {
    if (pressed) form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }, [pressed]);

  const provider = providerOf(address, typed?.imap.host);
  const refused = provider?.signIn === 'other';
  const { missing, settings } = typed === undefined ? { missing: [], settings: undefined } : settingsFrom(typed);
  const addressMissing = pressed && !isAddress(address);
  const passwordMissing = pressed && password === '';

  const ready = (): MailSettings | undefined => {
    if (test.busy || refused) return undefined;
    if (!isAddress(address) || password === '' || settings === undefined) {
      // Again, so that a second press leads there again.
      setPressed(false);
      requestAnimationFrame(() => setPressed(true));
      if (missing.length > 0) setByHand(true);
      look(address);
      return undefined;
    }
    setPressed(false);
    return settings;
  };
  const tried = { password, accepted: [...test.accepted] };
  const tryOnly = (): void => {
    const whole = ready();
    if (whole !== undefined) void test.run(() => mailAccounts.test({ ...tried, settings: whole }));
  };
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const whole = ready();
    if (whole === undefined) return;
    const account = { address: address.trim(), fullName: fullName.trim(), stay };
    void test.run(() => mailAccounts.open({ ...tried, ...account, settings: whole }));
  };

  return (
    <>
      <h1 className="gate__h">{t('mailAccount.heading')}</h1>
      <p className="gate__lead">{t('mailAccount.lead')}</p>
      <form ref={form} className="gate__form" noValidate onSubmit={add}>
        {gate.notice === undefined || test.check !== undefined ? null : (
          <Banner tone="accent" {...noticeText(t, gate.notice)} />
        )}
        <Field
          ref={addressField}
          label={t('mailAccount.address')}
          size="l"
          type="email"
          autoComplete="username"
          spellCheck={false}
          autoCapitalize="off"
          maxLength={320}
          value={address}
          invalid={addressMissing}
          hints={addressMissing ? [{ tone: 'danger', text: t('mailAccount.addressMissing') }] : []}
          onChange={(event) => setAddress(event.target.value)}
          onBlur={() => look(address)}
        />
        <Field
          label={t('mailAccount.name')}
          size="l"
          autoComplete="name"
          maxLength={200}
          value={fullName}
          hints={[{ tone: 'plain', text: t('mailAccount.nameHint') }]}
          onChange={(event) => setFullName(event.target.value)}
        />
        <FoundServers
          search={search}
          value={typed}
          byHand={byHand}
          onChange={() => {
            setTyped((before) => before ?? emptySettings(address.trim()));
            setByHand(true);
          }}
        />
        {byHand && typed !== undefined ? (
          <ServerFields
            value={typed}
            missing={pressed ? missing : []}
            onChange={(next) => {
              setTyped(next);
              test.forget();
            }}
          />
        ) : null}
        <OwnPageNote host={gate.page} />
        <ProviderNote provider={provider} takesPassword={search.state !== 'found' || search.found.takesPassword} />
        <PasswordField
          ref={passwordField}
          label={t('mailAccount.password')}
          size="l"
          value={password}
          invalid={passwordMissing}
          hints={
            passwordMissing
              ? [{ tone: 'danger', text: t('mailAccount.passwordMissing') }]
              : [{ tone: 'plain', text: t('mailAccount.passwordHint') }]
          }
          onChange={setPassword}
        />
        <Check label={t('signIn.stay')} hint={t('signIn.stayHint')} checked={stay} onChange={setStay} />
        {test.failure === undefined ? null : <FailureBanner failure={test.failure} context={{ address }} />}
        {test.check === undefined ? null : (
          <ServiceResults check={test.check} isAccepted={test.isAccepted} onAccept={test.accept} />
        )}
        <div className="row">
          <Button type="submit" look="primary" size="l" className="grow" busy={test.busy} hotkey="↵">
            {t('mailAccount.submit')}
          </Button>
          <Button size="l" onClick={tryOnly}>
            {t('mailAccount.test')}
          </Button>
        </div>
      </form>
    </>
  );
};
