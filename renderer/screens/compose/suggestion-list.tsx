import { useTranslation } from 'react-i18next';
import type { KnownPerson } from '../../../app/domain/person.ts';
import { Avatar } from '../../components/avatar.tsx';

type SuggestionListProps = {
  readonly id: string;
  readonly people: readonly KnownPerson[];
  readonly at: number;
  readonly onChoose: (index: number) => void;
};

export const SuggestionList = ({ id, people, at, onChoose }: SuggestionListProps) => {
  const { t } = useTranslation();
  return (
    <div id={`${id}-list`} className="menu rchips__menu" role="listbox" aria-label={t('compose.recipient.suggestions')}>
      {people.map(({ name, address }, index) => (
        <div
          key={address}
          id={`${id}-${index}`}
          className="menu__i"
          role="option"
          aria-selected={index === at}
          data-highlighted={index === at ? '' : undefined}
          tabIndex={-1}
          onMouseDown={(event) => {
            // The field keeps the focus: losing it would take what is typed as an address.
            event.preventDefault();
            onChoose(index);
          }}
        >
          <Avatar of={name === '' ? address : name} />
          <span className="ell">{name === '' ? address : name}</span>
          {name === '' ? null : <span className="t3 small ell">{address}</span>}
        </div>
      ))}
    </div>
  );
};
