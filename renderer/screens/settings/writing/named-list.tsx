import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';

type NamedListProps = {
  readonly title: string;
  readonly lead: string;
  readonly empty: string;
  readonly entries: readonly { readonly id: string; readonly name: string; readonly detail?: string }[];
  readonly add?: { readonly label: string; readonly run: () => void };
  readonly onOpen?: (id: string) => void;
  /** Without it nothing can be taken away now. */
  readonly onRemove?: (id: string) => void;
};

/** A short list of things with names that are opened, added and removed. */
export const NamedList = ({ title, lead, empty, entries, add, onOpen, onRemove }: NamedListProps) => {
  const { t } = useTranslation();
  return (
    <section className="wset">
      <h2 className="wset__h">{title}</h2>
      <p className="t2 small">{lead}</p>
      {entries.length === 0 ? (
        <p className="t3">{empty}</p>
      ) : (
        <ul className="insp__list">
          {entries.map(({ id, name, detail }) => (
            <li key={id} className="insp__file">
              <div className="grow">
                <div className="ell">{name}</div>
                {detail === undefined ? null : <div className="t3 small ell">{detail}</div>}
              </div>
              {onOpen === undefined ? null : (
                <Button
                  size="s"
                  look="ghost"
                  aria-label={t('writingSettings.editNamed', { name })}
                  onClick={() => onOpen(id)}
                >
                  {t('writingSettings.edit')}
                </Button>
              )}
              {onRemove === undefined ? null : (
                <button
                  type="button"
                  className="iconbtn"
                  aria-label={t('writingSettings.remove', { name })}
                  onClick={() => onRemove(id)}
                >
                  <Icon of={X} size="s" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {add === undefined ? null : (
        <Button icon={Plus} size="s" onClick={add.run}>
          {add.label}
        </Button>
      )}
    </section>
  );
};
