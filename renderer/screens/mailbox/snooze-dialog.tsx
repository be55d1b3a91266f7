import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { Field } from '../../components/field.tsx';
import { chosenTime, snoozePresets } from '../../logic/snooze-times.ts';
import { listTimeAhead } from '../../text/times-ahead.ts';
import { presetNames } from './conversation-menu.ts';

type SnoozeDialogProps = {
  readonly count: number;
  readonly onSnooze: (until: Date) => void;
  readonly onClose: () => void;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;

/** Until which day and hour, to be chosen freely. */
export const SnoozeDialog = ({ count, onSnooze, onClose }: SnoozeDialogProps) => {
  const { t } = useTranslation();
  const [date, setDate] = useState(() => dayOf(new Date(Date.now() + 86_400_000)));
  const [time, setTime] = useState('09:00');
  const [tried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const until = chosenTime(date, time, new Date());
  const wrong = tried && until === undefined;
  return (
    <Dialog
      title={t('snooze.title', { count })}
      lead={t('snooze.means')}
      width="narrow"
      onClose={onClose}
      focusOn={() => first.current}
      onSubmit={() => {
        setTried(true);
        if (until === undefined) first.current?.focus();
        else onSnooze(until);
      }}
      foot={<DialogButtons submit={t('act.snooze')} onCancel={onClose} />}
    >
      <div className="presets presets--times">
        {snoozePresets(new Date()).map(({ name, at }) => (
          <button key={name} type="button" className="preset" onClick={() => onSnooze(at)}>
            {t(presetNames[name])}
            <span className="t3">{listTimeAhead(at)}</span>
          </button>
        ))}
      </div>
      <Field
        ref={first}
        type="date"
        label={t('snooze.date')}
        min={dayOf(new Date())}
        value={date}
        invalid={wrong}
        hints={wrong ? [{ tone: 'danger', text: t('snooze.past') }] : []}
        onChange={(event) => setDate(event.target.value)}
      />
      <Field type="time" label={t('snooze.time')} value={time} onChange={(event) => setTime(event.target.value)} />
    </Dialog>
  );
};
