import { useTranslation } from 'react-i18next';
import type { FileDanger } from '../../../app/domain/dangerous-files.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';

type DangerDialogProps = {
  readonly name: string;
  readonly danger: FileDanger;
  readonly onClose: () => void;
  readonly onSave: () => void;
};

/** Before a file that would run: it is not opened from here, and saved only on a clear word. */
export const DangerDialog = ({ name, danger, onClose, onSave }: DangerDialogProps) => {
  const { t } = useTranslation();
  const what = {
    program: t('reading.danger.program'),
    script: t('reading.danger.script'),
    installer: t('reading.danger.installer'),
    shortcut: t('reading.danger.shortcut'),
    macros: t('reading.danger.macros'),
    image: t('reading.danger.image'),
    page: t('reading.danger.page'),
    disguised: t('reading.danger.disguised'),
  }[danger];
  return (
    <Dialog
      title={t('reading.danger.title')}
      lead={name}
      alert
      onClose={onClose}
      focusOn={() => document.querySelector<HTMLElement>('[data-safe]')}
      foot={
        <>
          <Button look="danger-ghost" onClick={onSave}>
            {t('reading.danger.saveAnyway')}
          </Button>
          <Button look="primary" onClick={onClose} data-safe>
            {t('reading.danger.leave')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{what}</p>
        <p>{t('reading.danger.means')}</p>
      </div>
    </Dialog>
  );
};
