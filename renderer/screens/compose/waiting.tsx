import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { compose } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { LetterPlace } from './letter-place.ts';

type WaitingProps = {
  readonly draft: string;
  readonly subject: string;
  readonly place: LetterPlace;
  readonly onPlace: (place: string) => void;
  readonly onBack: () => void;
};

/** A draft that is on its way out: it can be changed only after it was taken back. */
export const Waiting = ({ draft, subject, place, onPlace, onBack }: WaitingProps) => {
  const { t } = useTranslation();
  const act = useAction();
  useEffect(() => onPlace(subject === '' ? t('compose.noSubject') : subject), [subject, onPlace, t]);
  const takeBack = async (): Promise<void> => {
    const listed = await compose.listOutgoing({});
    const item = listed.ok ? listed.value.items.find((each) => each.draft === draft) : undefined;
    if (item === undefined) return onBack();
    const reply = await act.run(() => compose.cancelSend({ id: item.id }));
    if (reply.ok) onBack();
  };
  const Frame = place.below ? 'section' : 'main';
  return (
    <Frame className="still">
      <Banner
        tone="neutral"
        title={t('compose.waiting.title')}
        actions={
          <>
            <Button busy={act.busy} onClick={() => void takeBack()}>
              {t('compose.waiting.takeBack')}
            </Button>
            <Button look="ghost" onClick={place.leave}>
              {t('common.close')}
            </Button>
          </>
        }
      >
        <p>{act.failure === undefined ? t('compose.waiting.means') : t('compose.waiting.late')}</p>
      </Banner>
    </Frame>
  );
};
