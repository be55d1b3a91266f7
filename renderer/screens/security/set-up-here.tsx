import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate, ServerFacts } from '../../../app/contract/gate.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { security } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { GateFrame } from '../../components/gate-frame.tsx';
import { Spinner } from '../../components/spinner.tsx';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { type HandshakeStep, handshakeOf } from '../../logic/handshake.ts';
import { useProof } from '../app-passwords/proof.tsx';
import type { MailboxGate } from '../mailbox/mailbox.tsx';
import { Done } from '../set-up/done.tsx';
import { SetUp, type SetUpGate } from '../set-up/set-up.tsx';
import { type WizardActs, WizardActsContext } from '../set-up/wizard-acts.ts';
import type { SetUpWanted } from './set-up-here-context.ts';

type Finished = Extract<Gate, { step: 'setUpDone' }>;
type Place = Pick<SetUpGate, 'stage' | 'recoveryEmail' | 'busy' | 'failure'>;

const done = { ok: true, value: {} } as const;

/** The mailbox is open already; the rest is as at the door. */
const stepsOf = (gate: Gate, demanded: boolean): readonly HandshakeStep[] =>
  handshakeOf(gate).map((step) => {
    if (step.id === 'mailbox') return { id: 'mailbox', mark: 'done', detail: { key: 'setUpHere.mailboxOpen' } };
    if (step.id !== 'secondFactor' || gate.step !== 'setUp' || demanded || step.mark === 'bad') return step;
    return { ...step, detail: { key: 'setUpHere.chosen' } };
  });

type SetUpHereProps = {
  readonly gate: MailboxGate;
  readonly info: SystemInfo | undefined;
  readonly wanted: SetUpWanted;
  readonly onClose: () => void;
  readonly onAppPasswords: () => void;
};

/**
 * The pages of the set-up over an open mailbox. Nothing is enrolled before the last of them, so leaving at any page
 * leaves everything as it was.
 */
export const SetUpHere = ({ gate: { address, kept }, info, wanted, onClose, onAppPasswords }: SetUpHereProps) => {
  const { t } = useTranslation();
  const { demanded } = wanted;
  const [rememberDays, setRememberDays] = useState(wanted.rememberDays);
  const { withProof, dialog } = useProof(address, kept === 'keychain', setRememberDays);
  const [server, setServer] = useState<ServerFacts>();
  const [key, setKey] = useState<SetUpGate['key']>();
  const [failure, setFailure] = useState<Failure>();
  const [place, setPlace] = useState<Place>({ stage: 'recovery', recoveryEmail: '', busy: false });
  const [finished, setFinished] = useState<Finished>();
  const [begun] = useState(() => new Date().toISOString());

  const begin = useCallback(async (): Promise<void> => {
    setFailure(undefined);
    const facts = await security.getServer({});
    if (!facts.ok) return setFailure(facts.error);
    setServer(facts.value);
    const started = await withProof(() => security.startSetUp({}));
    if (started === undefined) onClose();
    else if (started.ok) setKey(started.value);
    else setFailure(started.error);
  }, [withProof, onClose]);
  useEffect(() => void begin(), [begin]);

  const acts = useMemo((): WizardActs => {
    const goTo = (next: Partial<Place>): typeof done => {
      setPlace(({ stage, recoveryEmail }) => ({ stage, recoveryEmail, busy: false, ...next }));
      return done;
    };
    return {
      where: demanded ? 'demanded' : 'chosen',
      chooseRecovery: async ({ recoveryEmail }) => goTo({ stage: 'link', recoveryEmail }),
      linked: async () => goTo({ stage: 'code' }),
      back: async () => {
        setPlace(({ stage, recoveryEmail }) => ({
          stage: stage === 'code' ? 'link' : 'recovery',
          recoveryEmail,
          busy: false,
        }));
        return done;
      },
      finish: async ({ code, remember }) => {
        if (server === undefined) return done;
        const { recoveryEmail } = place;
        goTo({ busy: true });
        const reply = await withProof(() => security.finishSetUp({ code, recoveryEmail, remember }));
        if (reply === undefined) return goTo({});
        if (!reply.ok) {
          // The session that knew the key is over, so the person scans another one.
          if (reply.error.code === 'notEnrolled') {
            setKey(undefined);
            void begin();
          }
          const first = ['recoveryEmail', 'notEnrolled'].includes(reply.error.code);
          goTo({ failure: reply.error, ...(first ? { stage: 'recovery' as const } : {}) });
          return done;
        }
        setFinished({ step: 'setUpDone', address, server, rememberDays, recoveryEmail, ...reply.value });
        return done;
      },
      openMailbox: async () => {
        onClose();
        return done;
      },
      leave: async () => {
        onClose();
        return done;
      },
    };
  }, [address, begin, demanded, onClose, place, rememberDays, server, withProof]);

  if (server === undefined || key === undefined) {
    return (
      <div className="still set-up-here" aria-busy={failure === undefined}>
        {failure === undefined ? (
          <p className="tick" role="status">
            <Spinner />
            {t('setUpHere.beginning')}
          </p>
        ) : (
          <FailureBanner
            failure={failure}
            context={{ address }}
            actions={
              <>
                <Button onClick={() => void begin()}>{t('common.tryAgain')}</Button>
                <Button look="ghost" onClick={onClose}>
                  {t('setUpHere.back')}
                </Button>
              </>
            }
          />
        )}
        {dialog}
      </div>
    );
  }
  const shown: SetUpGate | Finished = finished ?? {
    step: 'setUp',
    address,
    server,
    rememberDays,
    expiresAt: begun,
    key,
    ...place,
  };
  return (
    <WizardActsContext value={acts}>
      <div className="set-up-here">
        <GateFrame gate={shown} info={info} steps={stepsOf(shown, demanded)}>
          {shown.step === 'setUp' ? <SetUp gate={shown} /> : <Done gate={shown} onAppPasswords={onAppPasswords} />}
        </GateFrame>
        {dialog}
      </div>
    </WizardActsContext>
  );
};
