import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComposeStart } from '../../../app/domain/compose-start.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useAccountSetting } from '../../hooks/use-account-setting.ts';
import { useEscape } from '../../hooks/use-escape.ts';
import { currentPreferences } from '../../hooks/use-preferences.ts';
import type { MailboxGate } from '../mailbox/mailbox.tsx';
import { type Begun, begin } from './begin.ts';
import { LetterEditor } from './letter-editor.tsx';
import type { LetterPlace } from './letter-place.ts';
import { Waiting } from './waiting.tsx';

type ComposeProps = {
  readonly gate: MailboxGate;
  readonly start: ComposeStart;
  readonly place: LetterPlace;
  readonly onPlace: (place: string) => void;
};

/** One message that is written: in a window of its own, or below the message it answers. */
export const Compose = ({ gate, start, place, onPlace }: ComposeProps) => {
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
      else if (start.kind === 'draft' && made.error.code === 'noSuchEntity') place.leave();
      else setFailure(made.error);
    });
  }, [known, signatures, start, place, t]);

  const isShown = begun?.waiting === true || failure !== undefined;
  useEffect(() => {
    if (isShown) place.ready();
  }, [isShown, place]);
  const isWritten = begun?.waiting === false;
  useEffect(() => (isWritten ? undefined : place.onLeaving(place.leave)), [isWritten, place]);
  useEscape(isWritten || place.below ? undefined : place.leave);
  const Frame = place.below ? 'section' : 'main';

  if (failure !== undefined) {
    return (
      <Frame className="still">
        <FailureBanner failure={failure} actions={<Button onClick={place.leave}>{t('common.close')}</Button>} />
      </Frame>
    );
  }
  if (begun === undefined || known === undefined || signatures === undefined) {
    return (
      <Frame className="still" aria-busy="true">
        <Spinner />
      </Frame>
    );
  }
  if (begun.waiting) {
    return (
      <Waiting
        draft={begun.id}
        subject={begun.subject}
        place={place}
        onPlace={onPlace}
        onBack={() => setBegun({ ...begun, waiting: false })}
      />
    );
  }
  return (
    <LetterEditor
      key={begun.id}
      begun={begun}
      identities={known}
      signatures={signatures}
      place={place}
      onPlace={onPlace}
    />
  );
};
