import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComposeStart } from '../../../app/domain/compose-start.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { windows } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useAccountSetting } from '../../hooks/use-account-setting.ts';
import { useEscape } from '../../hooks/use-escape.ts';
import { currentPreferences } from '../../hooks/use-preferences.ts';
import type { MailboxGate } from '../mailbox/mailbox.tsx';
import { type Begun, begin } from './begin.ts';
import { LetterEditor } from './letter-editor.tsx';
import { Waiting } from './waiting.tsx';

type ComposeProps = {
  readonly gate: MailboxGate;
  readonly start: ComposeStart;
  readonly onPlace: (place: string) => void;
};

const leave = (): void => void windows.leave({});

/** A window in which one message is written. */
export const Compose = ({ gate, start, onPlace }: ComposeProps) => {
  const { t } = useTranslation();
  const [identities] = useAccountSetting('identities');
  const [signatures] = useAccountSetting('signatures');
  const [begun, setBegun] = useState<Begun>();
  const [failure, setFailure] = useState<Failure>();
  const begins = useRef(false);
  const known = useMemo(
    () =>
      identities === undefined || identities.length > 0
        ? identities
        : [{ id: 'own', name: gate.fullName, address: gate.address, replyTo: '', signature: '' }],
    [identities, gate.fullName, gate.address],
  );

  useEffect(() => {
    if (known === undefined || signatures === undefined || begins.current) return;
    begins.current = true;
    const plain = currentPreferences().writing.format === 'plain';
    void begin(t, { identities: known, signatures, plain }, start).then((made) => {
      if (made.ok) setBegun(made.value);
      // A draft that is gone was sent or thrown away elsewhere: there is nothing to show.
      else if (start.kind === 'draft' && made.error.code === 'noSuchEntity') leave();
      else setFailure(made.error);
    });
  }, [known, signatures, start, t]);

  const isShown = begun !== undefined || failure !== undefined;
  useEffect(() => {
    if (isShown) void windows.ready({});
  }, [isShown]);
  useEffect(() => (begun === undefined || begun.waiting ? windows.on.leaving(leave) : undefined), [begun]);
  useEscape(begun === undefined || begun.waiting ? leave : undefined);

  if (failure !== undefined) {
    return (
      <main className="still">
        <FailureBanner failure={failure} actions={<Button onClick={leave}>{t('common.close')}</Button>} />
      </main>
    );
  }
  if (begun === undefined || known === undefined || signatures === undefined) {
    return (
      <main className="still" aria-busy="true">
        <Spinner />
      </main>
    );
  }
  if (begun.waiting) {
    return (
      <Waiting
        draft={begun.id}
        subject={begun.subject}
        onPlace={onPlace}
        onBack={() => setBegun({ ...begun, waiting: false })}
      />
    );
  }
  return <LetterEditor key={begun.id} begun={begun} identities={known} signatures={signatures} onPlace={onPlace} />;
};
