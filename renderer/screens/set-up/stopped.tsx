import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { system } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { administratorMessage } from '../../text/administrator-message.ts';
import { failureText } from '../../text/failure-text.ts';
import type { TextKey } from '../../text/keys.ts';
import { Leave } from './leave.tsx';
import type { SetUpGate } from './set-up.tsx';
import { WizardFrame } from './wizard-frame.tsx';

type Cause = Extract<Failure, { code: 'noSetup' }>['cause'];

const causeTitles: Readonly<Record<Exclude<Cause, 'unknown'>, TextKey>> = {
  readOnlyDirectory: 'setUp.stopped.readOnly',
  schemaOutdated: 'setUp.stopped.schema',
  directoryUnavailable: 'setUp.stopped.unavailable',
  disabledByPolicy: 'setUp.stopped.policy',
};

const causeTexts: Readonly<Record<Exclude<Cause, 'unknown'>, TextKey>> = {
  readOnlyDirectory: 'failure.noSetup.readOnlyDirectory',
  schemaOutdated: 'failure.noSetup.schemaOutdated',
  directoryUnavailable: 'failure.noSetup.directoryUnavailable',
  disabledByPolicy: 'failure.noSetup.disabledByPolicy',
};

const causesOf = (cause: Cause): readonly Exclude<Cause, 'unknown'>[] =>
  cause === 'unknown' ? ['readOnlyDirectory', 'schemaOutdated'] : [cause];

type StoppedProps = { readonly gate: SetUpGate; readonly failure: Failure; readonly onAgain: () => void };

/** The set-up cannot go on without an administrator: what may be wrong, and what to send. */
export const Stopped = ({ gate, failure, onAgain }: StoppedProps) => {
  const { t } = useTranslation();
  const text = failureText(t, failure, { address: gate.address, host: gate.server.host });
  const message = administratorMessage(t, failure, { address: gate.address, host: gate.server.host, at: new Date() });
  const save = useAction();
  const [saved, setSaved] = useState(false);
  const keep = async (letter: string): Promise<void> => {
    const reply = await save.run(() => system.saveText({ name: t('setUp.stopped.fileName'), text: letter }));
    setSaved(reply.ok && reply.value.saved);
  };
  const causes = failure.code === 'noSetup' ? causesOf(failure.cause) : [];
  const step = gate.stage === 'recovery' ? 1 : gate.stage === 'link' ? 2 : 3;
  return (
    <WizardFrame
      step={step}
      title={text.title}
      lead={failure.code === 'noSetup' ? t('setUp.stopped.lead') : text.means}
      onSubmit={onAgain}
      eyebrow={
        <div className="wiz__eyebrow danger" role="alert">
          <Icon of={CircleAlert} />
          {t('setUp.stopped.at', { step })}
        </div>
      }
      foot={
        <>
          <Leave scanned={gate.key !== undefined} />
          <span className="t3 small">{t('setUp.stopped.kept')}</span>
          <div className="end">
            {failure.code === 'noSetup' ? (
              <Button type="submit" look="primary" size="l">
                {t('common.tryAgain')}
              </Button>
            ) : null}
          </div>
        </>
      }
    >
      {causes.length === 0 ? null : (
        <div className="causes">
          {causes.map((cause, at) => (
            <div key={cause} className="cause">
              <div className="t3 small">
                {causes.length === 1 ? t('setUp.stopped.cause') : t('setUp.stopped.possibleCause', { n: at + 1 })}
              </div>
              <b>{t(causeTitles[cause])}</b>
              <p className="t2">{t(causeTexts[cause])}</p>
            </div>
          ))}
        </div>
      )}
      {message === undefined ? null : (
        <div className="letter">
          <div className="letter__head">
            <b>{t('administrator.forYours')}</b>
            <span className="end t3 small" role="status">
              {saved ? t('setUp.stopped.saved') : ''}
            </span>
            <Button size="l" busy={save.busy} onClick={() => void keep(message)}>
              {t('setUp.stopped.save')}
            </Button>
            <CopyButton text={message} label={t('copy.copy')} size="l" />
          </div>
          <div className="letter__body">{message}</div>
          {save.failure === undefined ? null : <FailureBanner failure={save.failure} />}
        </div>
      )}
    </WizardFrame>
  );
};
