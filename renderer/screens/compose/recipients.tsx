import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { MailAddress } from '../../../app/domain/mail.ts';
import { kindOf, parseRecipients, printRecipient, withoutDoubles } from '../../logic/writing/recipients.ts';
import { RecipientChip } from './recipient-chip.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useSuggestions } from './use-suggestions.ts';

export type RecipientsHandle = {
  readonly focus: () => void;
  /** Takes what is still being typed as a recipient; answers all of them. */
  readonly commit: () => readonly MailAddress[];
};

type RecipientsProps = {
  readonly ref?: Ref<RecipientsHandle>;
  readonly label: string;
  readonly people: readonly MailAddress[];
  /** Address of the writer: other domains are outside. */
  readonly own: string;
  readonly autoFocus?: boolean;
  readonly onChange: (people: readonly MailAddress[]) => void;
  readonly end?: React.ReactNode;
};

/** A line of recipients: chips that are walked with the arrows, and a field that completes from the mail one has. */
export const Recipients = ({ ref, label, people, own, autoFocus = false, onChange, end }: RecipientsProps) => {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const chips = useRef<(HTMLButtonElement | null)[]>([]);
  const taken = useMemo(() => new Set(people.map(({ address }) => address.toLowerCase())), [people]);
  const suggestions = useSuggestions(open ? typed : '', taken);
  const shown = open && suggestions.length > 0;

  const add = (more: readonly MailAddress[]): readonly MailAddress[] => {
    const next = withoutDoubles([...people, ...more]);
    setTyped('');
    setOpen(false);
    setAt(0);
    if (more.length > 0) onChange(next);
    return next;
  };
  const commit = (): readonly MailAddress[] => (typed.trim() === '' ? people : add(parseRecipients(typed)));
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus(), commit }));

  const remove = (index: number, then: number | undefined): void => {
    onChange(people.filter((_, place) => place !== index));
    if (then === undefined || then < 0 || people.length === 1) input.current?.focus();
    else chips.current[then]?.focus();
  };
  const edit = (index: number): void => {
    const person = people[index];
    if (person === undefined) return;
    onChange(people.filter((_, place) => place !== index));
    setTyped(printRecipient(person));
    input.current?.focus();
  };
  const walkChips = (index: number) => (event: KeyboardEvent) => {
    const last = index === people.length - 1;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => chips.current[Math.max(0, index - 1)]?.focus(),
      ArrowRight: () => (last ? input.current?.focus() : chips.current[index + 1]?.focus()),
      Home: () => chips.current[0]?.focus(),
      End: () => input.current?.focus(),
      Backspace: () => remove(index, index === 0 ? 0 : index - 1),
      Delete: () => remove(index, last ? undefined : index),
      Enter: () => edit(index),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  const choose = (index: number): void => {
    const person = suggestions[index];
    if (person !== undefined) add([{ name: person.name, address: person.address }]);
    input.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.currentTarget;
    const atStart = field.selectionStart === 0 && field.selectionEnd === 0;
    if (shown && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : suggestions.length - 1)) % suggestions.length);
    } else if (shown && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey && typed.trim() !== '')) {
      // What is typed in full is meant, even where somebody else's address begins so.
      const isWhole = kindOf(typed.trim(), own) !== 'invalid';
      if (event.key === 'Tab' || typed.trim() !== '' || shown) event.preventDefault();
      if (shown && !(isWhole && at === 0)) choose(at);
      else commit();
    } else if (event.key === ',' || event.key === ';') {
      // Within quotation marks it belongs to the name.
      if ((typed.split('"').length - 1) % 2 === 1) return;
      event.preventDefault();
      commit();
    } else if (atStart && (event.key === 'Backspace' || event.key === 'ArrowLeft') && people.length > 0) {
      event.preventDefault();
      chips.current[people.length - 1]?.focus();
    }
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[,;\n\t<]|\S@\S+\s+\S+@\S/.test(text)) return;
    event.preventDefault();
    add(parseRecipients(`${typed}${text}`));
  };

  return (
    <div className="compose__row">
      <label className="compose__label" htmlFor={id}>
        {label}
      </label>
      <div className="rchips">
        {people.length === 0 ? null : (
          <ul className="rchips__list" aria-label={t('compose.recipient.list', { field: label })}>
            {people.map((person, index) => (
              <RecipientChip
                key={person.address.toLowerCase()}
                ref={(element) => {
                  chips.current[index] = element;
                }}
                person={person}
                kind={kindOf(person.address, own)}
                onKeyDown={walkChips(index)}
                onEdit={() => edit(index)}
                onRemove={() => remove(index, undefined)}
              />
            ))}
          </ul>
        )}
        <div className="rchips__field">
          <input
            ref={input}
            id={id}
            className="rchips__input"
            role="combobox"
            aria-expanded={shown}
            aria-controls={shown ? `${id}-list` : undefined}
            aria-autocomplete="list"
            aria-activedescendant={shown ? `${id}-${at}` : undefined}
            autoComplete="off"
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: a new message begins with its first recipient
            autoFocus={autoFocus}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setOpen(true);
              setAt(0);
            }}
            onKeyDown={press}
            onPaste={paste}
            onBlur={() => {
              setOpen(false);
              commit();
            }}
          />
          {shown ? <SuggestionList id={id} people={suggestions} at={at} onChoose={choose} /> : null}
        </div>
      </div>
      {end}
    </div>
  );
};
