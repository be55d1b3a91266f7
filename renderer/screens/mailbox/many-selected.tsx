import { Files } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';

type ManySelectedProps = {
  readonly count: number;
  readonly all: number;
  readonly buttons: ReactNode;
  readonly onLetGo: () => void;
  readonly onAll: () => void;
};

/** In the reader's place while several conversations are picked. */
export const ManySelected = ({ count, all, buttons, onLetGo, onAll }: ManySelectedProps) => {
  const { t } = useTranslation();
  return (
    <section className="reader" aria-label={t('reader.label')}>
      <div className="reader__bar" role="toolbar" aria-label={t('reader.actions')}>
        {buttons}
      </div>
      <div className="still">
        <Icon of={Files} size="l" className="t3" />
        <p role="status">{t('pick.count', { count })}</p>
        <div className="pick__ways">
          <Button hotkey="Esc" onClick={onLetGo}>
            {t('pick.letGo')}
          </Button>
          {count < all ? (
            <Button look="ghost" hotkey="Ctrl+A" onClick={onAll}>
              {t('pick.all', { count: all })}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
};
