import { ChevronDown, CircleAlert, CircleCheck, Clock, Send, SquareArrowOutUpRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Menu, type MenuItem } from '../../components/menu.tsx';
import { timeOf } from '../../text/dates.ts';
import { sendLabel } from './send-label.ts';
import type { DraftStatus } from './use-draft.ts';

type LetterFootProps = {
  readonly at: Date | undefined;
  readonly sending: boolean;
  readonly status: DraftStatus;
  readonly onSend: () => void;
  readonly onDiscard: () => void;
  /** Goes on in a window of its own; absent where it is in one. */
  readonly onOwnWindow: (() => void) | undefined;
  readonly more: () => readonly MenuItem[];
  /** The menu of `more` has closed; answers whether the focus was put somewhere. */
  readonly onMoreClosed: () => boolean;
};

export const LetterFoot = (props: LetterFootProps) => {
  const { at, sending, status, onSend, onDiscard, onOwnWindow, more, onMoreClosed } = props;
  const { t } = useTranslation();
  return (
    <div className="compose__foot">
      <span className="split">
        <Button look="primary" icon={at === undefined ? Send : Clock} busy={sending} onClick={onSend}>
          {sendLabel(t, at)}
        </Button>
        <Menu label={t('compose.more')} items={more} onClosed={onMoreClosed}>
          <Button look="primary" icon={ChevronDown} aria-label={t('compose.more')} title={t('compose.more')} />
        </Menu>
      </span>
      <Button look="ghost" onClick={onDiscard}>
        {t('compose.discard')}
      </Button>
      {onOwnWindow === undefined ? null : (
        <Button
          look="ghost"
          icon={SquareArrowOutUpRight}
          aria-label={t('answer.ownWindow')}
          title={t('answer.ownWindow')}
          onClick={onOwnWindow}
        />
      )}
      <div className="compose__said">
        <span role="status" className="compose__status">
          {status.state === 'failed' ? (
            <>
              <Icon of={CircleAlert} size="s" />
              {t('compose.draft.failed')}
            </>
          ) : status.savedAt !== undefined ? (
            <>
              <Icon of={CircleCheck} size="s" />
              {t('compose.draft.saved', { time: timeOf(status.savedAt) })}
            </>
          ) : null}
        </span>
        <span className="compose__hint" aria-hidden="true">
          <Kbd>Ctrl</Kbd>
          <Kbd>↵</Kbd>
          {t('compose.sendHint')}
        </span>
      </div>
    </div>
  );
};
