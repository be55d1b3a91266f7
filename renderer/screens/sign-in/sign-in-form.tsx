import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { auth, system } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field } from '../../components/field.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { useWait } from '../../hooks/use-wait.ts';
import { domainOf, isAddress } from '../../logic/address.ts';
import { Elsewhere } from './elsewhere.tsx';
import { ForgotPassword } from './forgot-password.tsx';
import { noticeText } from './notice.ts';
import { PageSignIn } from './page-sign-in.tsx';
import { ServerProbe } from './server-probe.tsx';
import type { SignInGate } from './sign-in.tsx';
import { useServerSearch } from './use-server-search.ts';

type Missing = 'address' | 'password' | undefined;

export const SignInForm = ({ gate, info }: { readonly gate: SignInGate; readonly info: SystemInfo | undefined }) => {
  const { t } = useTranslation();
  const [address, setAddress] = useState(gate.address);
  const [serverUrl, setServerUrl] = useState(gate.serverUrl);
  const [byHand, setByHand] = useState(false);
  const [password, setPassword] = useState('');
  const [stay, setStay] = useState(true);
  const [missing, setMissing] = useState<Missing>();
  const [waitsForServer, setWaitsForServer] = useState(false);
  const search = useAction();
  const signIn = useAction();
  const server = useServerSearch(gate, address, serverUrl, search);
  const addressField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const { probe } = gate;
  const failure: Failure | undefined = gate.failure ?? signIn.failure;
  const probeFailure = probe.state === 'failed' ? probe.failure : search.failure;
  const wait = useWait(failure);
  const busy = gate.busy || signIn.busy || waitsForServer;
  const refused = failure?.code === 'authFailed';

  useEffect(() => (gate.address === '' ? addressField : passwordField).current?.focus(), [gate.address]);

  useEffect(() => {
    if (!refused) return;
    passwordField.current?.focus();
    passwordField.current?.select();
  }, [refused]);

  // The password waits for the checks of the server, and goes nowhere if one of them fails.
  useEffect(() => {
    if (!waitsForServer || search.busy || probe.state === 'searching') return;
    setWaitsForServer(false);
    if (probe.state === 'found') void signIn.run(() => auth.signIn({ address: address.trim(), password, stay }));
  }, [waitsForServer, search.busy, probe.state, signIn.run, address, password, stay]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy || wait.seconds > 0) return;
    if (!isAddress(address)) {
      setMissing('address');
      addressField.current?.focus();
      return;
    }
    if (password === '') {
      setMissing('password');
      passwordField.current?.focus();
      server.search();
      return;
    }
    setMissing(undefined);
    if (probe.state !== 'found' || !server.isCurrent) {
      if (!(probe.state === 'searching' && server.isCurrent)) void server.searchAgain();
    }
    setWaitsForServer(true);
  };

  const context = { host: probe.state === 'found' ? probe.server.host : '', address, version: info?.version ?? '' };
  return (
    <>
      <h1 className="gate__h">{t('signIn.heading')}</h1>
      <p className="gate__lead">{t('signIn.lead')}</p>
      <form className="gate__form" noValidate onSubmit={submit}>
        {gate.notice === undefined || failure !== undefined ? null : (
          <Banner tone="accent" {...noticeText(t, gate.notice)} />
        )}
        <Field
          ref={addressField}
          label={t('signIn.address')}
          size="l"
          type="email"
          autoComplete="username"
          spellCheck={false}
          autoCapitalize="off"
          maxLength={320}
          value={address}
          invalid={missing === 'address'}
          hints={missing === 'address' ? [{ tone: 'danger', text: t('signIn.addressMissing') }] : []}
          onChange={(event) => {
            setAddress(event.target.value);
            if (missing === 'address' && isAddress(event.target.value)) setMissing(undefined);
          }}
          onBlur={server.search}
        />
        {byHand ? (
          <Field
            label={t('signIn.server')}
            size="l"
            type="url"
            spellCheck={false}
            maxLength={512}
            autoFocus
            placeholder={t('signIn.serverExample')}
            value={serverUrl}
            hints={[{ tone: 'plain', text: t('signIn.serverHint') }]}
            onChange={(event) => setServerUrl(event.target.value)}
            onBlur={server.search}
          />
        ) : null}
        {probe.state === 'elsewhere' ? (
          <Elsewhere server={probe.server} domain={domainOf(gate.address)} onChangeServer={() => setByHand(true)} />
        ) : probeFailure === undefined ? (
          <ServerProbe
            probe={probe}
            domain={domainOf(gate.address)}
            brief={failure !== undefined}
            onChangeServer={() => setByHand(true)}
          />
        ) : (
          <FailureBanner
            failure={probeFailure}
            context={{ ...context, host: context.host === '' ? serverUrl : context.host }}
            actions={
              <>
                <Button busy={search.busy} onClick={() => void server.searchAgain()}>
                  {t('signIn.lookAgain')}
                </Button>
                {probeFailure.code === 'captivePortal' ? (
                  <Button onClick={() => void system.openLink({ url: probeFailure.page })}>
                    {t('signIn.openPage')}
                  </Button>
                ) : null}
                <Button look="ghost" onClick={() => setByHand(true)}>
                  {t('signIn.changeServer')}
                </Button>
                {probeFailure.code === 'unsupportedServer' ? <PageSignIn /> : null}
              </>
            }
          />
        )}
        {failure === undefined ? null : <FailureBanner failure={failure} context={context} />}
        <PasswordField
          ref={passwordField}
          label={t('signIn.password')}
          size="l"
          value={password}
          invalid={missing === 'password' || refused}
          hints={missing === 'password' ? [{ tone: 'danger', text: t('signIn.passwordMissing') }] : []}
          onChange={(value) => {
            setPassword(value);
            if (missing === 'password') setMissing(undefined);
          }}
        />
        <Check label={t('signIn.stay')} hint={t('signIn.stayHint')} checked={stay} onChange={setStay} />
        {wait.seconds > 0 ? <Countdown seconds={wait.seconds} of={wait.of} /> : null}
        <Button type="submit" look="primary" size="l" block busy={busy} hotkey="↵">
          {t('common.continue')}
        </Button>
        {refused ? <ForgotPassword address={address} host={context.host} /> : null}
      </form>
    </>
  );
};
