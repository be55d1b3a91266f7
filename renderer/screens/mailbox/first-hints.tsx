import { useTranslation } from 'react-i18next';
import { CommandKeys } from '../../commands/command-keys.tsx';
import type { CommandId } from '../../commands/command-list.ts';
import { Button } from '../../components/button.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';
import type { TextKey } from '../../text/keys.ts';

const name = 'firstSteps';

const hints: readonly { readonly id: CommandId; readonly text: TextKey }[] = [
  { id: 'palette.open', text: 'firstHints.palette' },
  { id: 'search.focus', text: 'firstHints.search' },
  { id: 'mail.undo', text: 'firstHints.undo' },
  { id: 'keys.show', text: 'firstHints.keys' },
];

/** A few things worth knowing, where nothing else is shown, until the person has seen them. */
export const FirstHints = () => {
  const { t } = useTranslation();
  const [{ hintsSeen }, change] = usePreferences('general');
  if (hintsSeen.includes(name)) return null;
  return (
    <section className="hints" aria-label={t('firstHints.label')}>
      <ul className="hints__list">
        {hints.map((hint) => (
          <li key={hint.id}>
            <span>{t(hint.text)}</span>
            <CommandKeys id={hint.id} />
          </li>
        ))}
      </ul>
      <Button size="s" onClick={() => change({ hintsSeen: [...hintsSeen, name] })}>
        {t('firstHints.seen')}
      </Button>
    </section>
  );
};
