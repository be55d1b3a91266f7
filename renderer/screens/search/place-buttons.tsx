import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNameWithKey } from '../../commands/command-keys.tsx';
import { Icon } from '../../components/icon.tsx';
import type { Places } from '../../places/use-places.ts';

/** Back and forward through folders, searches and messages. */
export const PlaceButtons = ({ back, forward }: Places) => {
  const { t } = useTranslation();
  const withKey = useNameWithKey();
  return (
    <div className="placebtns">
      <button
        type="button"
        className="iconbtn"
        aria-label={t('command.back')}
        title={withKey(t('command.back'), 'go.back')}
        aria-disabled={back === undefined}
        onClick={back}
      >
        <Icon of={ArrowLeft} />
      </button>
      <button
        type="button"
        className="iconbtn"
        aria-label={t('command.goForward')}
        title={withKey(t('command.goForward'), 'go.forward')}
        aria-disabled={forward === undefined}
        onClick={forward}
      >
        <Icon of={ArrowRight} />
      </button>
    </div>
  );
};
