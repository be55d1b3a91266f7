import { AtSign, Clock, Folder as FolderIcon, type LucideIcon, Tag, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import type { Suggestion } from '../../search/suggestions.ts';

type SuggestionListProps = {
  readonly id: string;
  readonly list: readonly Suggestion[];
  readonly at: number;
  readonly onTake: (suggestion: Suggestion) => void;
  readonly onForget: () => void;
};

const icons: Readonly<Record<Suggestion['kind'], LucideIcon>> = {
  operator: Tag,
  value: Tag,
  person: UserRound,
  folder: FolderIcon,
  recent: Clock,
};

export const suggestionId = (id: string, at: number): string => `${id}-${at}`;

const Words = ({ suggestion }: { readonly suggestion: Suggestion }) => {
  const { t } = useTranslation();
  switch (suggestion.kind) {
    case 'operator':
      return (
        <>
          <b className="mono">{suggestion.text}</b>
          <span className="t2">{t(suggestion.title)}</span>
          <span className="suggest__end mono">{suggestion.example}</span>
        </>
      );
    case 'value':
      return (
        <>
          <b className="mono">{suggestion.text}</b>
          <span className="t2">{t(suggestion.title)}</span>
        </>
      );
    case 'person':
      return (
        <>
          <span className="ell">{suggestion.name === '' ? suggestion.address : suggestion.name}</span>
          {suggestion.name === '' ? null : <span className="suggest__end">{suggestion.address}</span>}
        </>
      );
    case 'folder':
      return (
        <>
          <span className="ell">{suggestion.name}</span>
          {suggestion.path === suggestion.name ? null : <span className="suggest__end">{suggestion.path}</span>}
        </>
      );
    case 'recent':
      return <span className="ell">{suggestion.text}</span>;
  }
};

/** What may be taken instead of typing on; the cursor stays in the box. */
export const SuggestionList = ({ id, list, at, onTake, onForget }: SuggestionListProps) => {
  const { t } = useTranslation();
  const hasRecent = list.some((one) => one.kind === 'recent');
  return (
    <div className="suggest">
      <div id={id} role="listbox" aria-label={t('finding.suggestions')}>
        {list.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box keeps the focus and takes the keys
          <div
            key={`${suggestion.kind} ${suggestion.id}`}
            id={suggestionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={`suggest__i ${index === at ? 'is-sel' : ''}`}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onTake(suggestion)}
          >
            <Icon
              of={suggestion.kind === 'person' && suggestion.name === '' ? AtSign : icons[suggestion.kind]}
              size="s"
            />
            <Words suggestion={suggestion} />
          </div>
        ))}
      </div>
      {hasRecent ? (
        <button
          type="button"
          className="suggest__foot linkbtn"
          onPointerDown={(event) => event.preventDefault()}
          onClick={onForget}
        >
          {t('finding.forgetRecent')}
        </button>
      ) : null}
    </div>
  );
};
