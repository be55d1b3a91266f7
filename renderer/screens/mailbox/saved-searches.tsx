import { Pencil, Search, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedSearch } from '../../../app/domain/account-settings.ts';
import { Icon } from '../../components/icon.tsx';
import { ContextMenu } from '../../components/menu.tsx';
import { searchFor, useSearchState } from '../../search/search-state.ts';
import { textOf } from '../../search/search-text.ts';
import { useSavedSearches } from '../../search/use-saved-searches.ts';
import { SearchNameDialog } from '../search/save-search.tsx';

/** The searches that are kept, below the folders. */
export const SavedSearches = () => {
  const { t } = useTranslation();
  const { saved, rename, remove } = useSavedSearches();
  const shown = textOf(useSearchState().text);
  const [named, setNamed] = useState<SavedSearch>();
  if (saved.length === 0) return null;
  return (
    <>
      <h2 className="side__h" id="saved-searches">
        {t('savedSearch.heading')}
      </h2>
      <ul className="side__list side__list--saved" aria-labelledby="saved-searches">
        {saved.map((search) => {
          const on = search.text === shown;
          return (
            <li key={search.id}>
              <ContextMenu
                label={search.name}
                items={() => [
                  { label: t('savedSearch.rename'), icon: Pencil, run: () => setNamed(search) },
                  { label: t('savedSearch.remove'), icon: Trash2, run: () => void remove(search) },
                ]}
              >
                <button
                  type="button"
                  className={`side__i ${on ? 'is-on' : ''}`}
                  aria-current={on ? 'page' : undefined}
                  title={search.text}
                  onClick={() => searchFor(search.text)}
                >
                  <Icon of={Search} />
                  <span className="ell">{search.name}</span>
                </button>
              </ContextMenu>
            </li>
          );
        })}
      </ul>
      {named === undefined ? null : (
        <SearchNameDialog
          title={t('savedSearch.rename')}
          name={named.name}
          onClose={() => setNamed(undefined)}
          onDone={(name) => {
            setNamed(undefined);
            rename(named, name);
          }}
        />
      )}
    </>
  );
};
