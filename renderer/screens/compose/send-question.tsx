import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import type { Warning } from './checks.ts';

type SendQuestionProps = {
  readonly warnings: readonly Warning[];
  readonly outside: readonly string[];
  readonly onBack: () => void;
  readonly onAttach: () => void;
  readonly onSend: () => void;
};

/** Asks once about what may not be meant. */
export const SendQuestion = ({ warnings, outside, onBack, onAttach, onSend }: SendQuestionProps) => {
  const { t } = useTranslation();
  const said: Readonly<Record<Warning, string>> = {
    noSubject: t('compose.ask.noSubject'),
    noFile: t('compose.ask.noFile'),
    outside: t('compose.ask.outside', { count: outside.length, addresses: outside.slice(0, 5).join(', ') }),
    large: t('compose.ask.large'),
  };
  return (
    <Dialog
      title={t('compose.ask.title')}
      width="form"
      alert
      onClose={onBack}
      foot={
        <>
          {warnings.includes('noFile') ? <Button onClick={onAttach}>{t('compose.attach')}</Button> : null}
          <Button onClick={onBack}>{t('compose.ask.back')}</Button>
          <Button look="primary" onClick={onSend}>
            {t('compose.ask.send')}
          </Button>
        </>
      }
    >
      <ul className="compose__asks">
        {warnings.map((warning) => (
          <li key={warning}>{said[warning]}</li>
        ))}
      </ul>
    </Dialog>
  );
};
