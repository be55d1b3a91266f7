import type { Gate } from '../../../app/contract/gate.ts';
import { auth } from '../../bridge.ts';
import { GateFooter } from '../../components/gate-footer.tsx';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { Certificate } from './certificate.tsx';
import { CertificateChanged } from './certificate-changed.tsx';
import { OtherAccount } from './other-account.tsx';
import { SignInForm } from './sign-in-form.tsx';

export type SignInGate = Extract<Gate, { step: 'signIn' }>;

/** Sign-in; a certificate that nobody vouches for takes the place of the form until it is decided on. */
export const SignIn = ({ gate, info }: { readonly gate: SignInGate; readonly info: SystemInfo | undefined }) => {
  const untrusted = gate.probe.state === 'untrusted' ? gate.probe.certificate : undefined;
  const back = (): void => void auth.startOver({});
  return (
    <main className="gate__main">
      <div className="gate__center">
        <div>
          {untrusted === undefined ? null : untrusted.previousFingerprint === undefined ? (
            <Certificate certificate={untrusted} onBack={back} />
          ) : (
            <CertificateChanged certificate={untrusted} previous={untrusted.previousFingerprint} onBack={back} />
          )}
          <div hidden={untrusted !== undefined}>
            <SignInForm gate={gate} info={info} />
          </div>
        </div>
      </div>
      <GateFooter keys={untrusted === undefined ? ['next', 'continue'] : []}>
        {untrusted === undefined ? <OtherAccount address={gate.address} /> : null}
      </GateFooter>
    </main>
  );
};
