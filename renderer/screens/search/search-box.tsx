import { Search as SearchIcon, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandKeys } from '../../commands/command-keys.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { endSearch, searchFor, setSearch, useSearchState } from '../../search/search-state.ts';
import { emptySearch, isBlank, reopened, replacedAtEnd, textOf, typed } from '../../search/search-text.ts';
import { moveAmong } from '../../search/suggestion-moves.ts';
import { type NamedFolder, type Suggestion, suggestionsFor, wantedPerson } from '../../search/suggestions.ts';
import { usePeople } from '../../search/use-people.ts';
import { useRecentSearches } from '../../search/use-recent-searches.ts';
import { SuggestionList, suggestionId } from './suggestion-list.tsx';

type SearchBoxProps = {
  readonly folders: readonly NamedFolder[];
  /** Leaves the box for the list below it. */
  readonly onLeave: () => void;
};

/** The box in the title bar: operators become tokens, suggestions help, Backspace opens the last token again. */
export const SearchBox = ({ folders, onLeave }: SearchBoxProps) => {
  const { t } = useTranslation();
  const { text, focusAsked } = useSearchState();
  const [focused, setFocused] = useState(false);
  const [closed, setClosed] = useState(false);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  /** What was asked for before the box was there again, after settings, is long past. */
  const answered = useRef(focusAsked);
  const listId = useId();
  const { recent, remember, forget } = useRecentSearches();
  const people = usePeople(focused ? wantedPerson(text.draft) : undefined);
  const list = focused && !closed ? suggestionsFor(text.draft, { people, folders, recent }) : [];
  const open = list.length > 0;
  const blank = isBlank(text);

  useEffect(() => {
    if (focusAsked === answered.current) return;
    answered.current = focusAsked;
    input.current?.focus();
    input.current?.select();
  }, [focusAsked]);

  const change = (next: typeof text): void => {
    setAt(-1);
    setClosed(false);
    setSearch(next);
  };
  const take = (suggestion: Suggestion): void => {
    setAt(-1);
    if (suggestion.kind === 'recent') {
      searchFor(suggestion.text);
      setClosed(true);
    } else {
      change(replacedAtEnd(text, suggestion.kind === 'operator' ? suggestion.text : `${suggestion.text} `));
    }
    input.current?.focus();
  };
  const leave = (): void => {
    setClosed(true);
    if (!blank) remember(textOf(text));
    onLeave();
  };
  const leaveOrClear = (): void => {
    if (at >= 0) setAt(-1);
    else if (!blank || text.draft !== '') change(emptySearch);
    else onLeave();
  };

  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    const chosen = list[at];
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        if (open) setAt(moveAmong(list.length, at, event.key === 'ArrowDown' ? 'next' : 'previous'));
        else if (event.key === 'ArrowDown' && !blank) leave();
        else setClosed(false);
        return;
      case 'Enter':
        event.preventDefault();
        if (chosen !== undefined) take(chosen);
        else if (!blank) leave();
        return;
      case 'Tab':
        if (chosen === undefined || event.shiftKey) return;
        event.preventDefault();
        take(chosen);
        return;
      case 'Backspace':
        if (selectionStart !== 0 || selectionEnd !== 0 || text.tokens.length === 0) return;
        event.preventDefault();
        change(reopened(text));
        return;
      case 'Escape':
        event.preventDefault();
        leaveOrClear();
        return;
    }
  };

  return (
    <search className="searchbox">
      <div className={`search ${focused ? 'is-focus' : ''}`}>
        <Icon of={SearchIcon} />
        {text.tokens.map((token, index) => (
          <button
            key={token}
            type="button"
            className="op"
            aria-label={t('finding.token', { token })}
            onClick={() => {
              change(reopened(text, index));
              input.current?.focus();
            }}
          >
            {token}
          </button>
        ))}
        <input
          ref={input}
          className="search__input"
          type="text"
          role="combobox"
          spellCheck={false}
          autoComplete="off"
          maxLength={1000}
          aria-label={t('finding.search')}
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={open && at >= 0 ? suggestionId(listId, at) : undefined}
          placeholder={blank && text.tokens.length === 0 ? t('finding.search') : ''}
          value={text.draft}
          onChange={(event) => change(typed(text, event.target.value))}
          onFocus={() => {
            setFocused(true);
            setClosed(false);
          }}
          onBlur={() => {
            setFocused(false);
            setAt(-1);
          }}
          onKeyDown={press}
        />
        <span className="search__hint">
          {blank && text.draft === '' ? (
            focused ? null : (
              <>
                <span className="search__ops" aria-hidden="true">
                  from: has: in: before:
                </span>
                <CommandKeys id="search.focus" />
              </>
            )
          ) : (
            <>
              <button
                type="button"
                className="iconbtn search__clear"
                aria-label={t('finding.clear')}
                title={t('finding.clear')}
                onClick={() => {
                  endSearch();
                  input.current?.focus();
                }}
              >
                <Icon of={X} size="s" />
              </button>
              <Kbd>{t('keyName.esc')}</Kbd>
            </>
          )}
        </span>
      </div>
      {open ? <SuggestionList id={listId} list={list} at={at} onTake={take} onForget={forget} /> : null}
    </search>
  );
};
