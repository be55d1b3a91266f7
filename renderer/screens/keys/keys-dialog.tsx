import { useTranslation } from 'react-i18next';
import { groupedCommands } from '../../commands/command-groups.ts';
import { KeySequence } from '../../commands/command-keys.tsx';
import { useBindings } from '../../commands/use-commands.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';

type KeysDialogProps = { readonly onChange: () => void; readonly onClose: () => void };

/** Keys that are the same everywhere and cannot be changed. */
const fixed = [
  { title: 'keyboard.fixed.walk', keys: ['up', 'down'] },
  { title: 'keyboard.fixed.open', keys: ['enter'] },
  { title: 'keyboard.fixed.leave', keys: ['esc'] },
  { title: 'keyboard.fixed.panes', keys: ['tab'] },
  { title: 'keyboard.fixed.toast', keys: ['f6'] },
] as const;

/** Every key there is now, by what it is for. */
export const KeysDialog = ({ onChange, onClose }: KeysDialogProps) => {
  const { t } = useTranslation();
  const bindings = useBindings();
  const [{ singleLetters }] = usePreferences('keyboard');
  return (
    <Dialog
      title={t('keyboard.all')}
      lead={singleLetters ? t('keyboard.allLead') : t('keyboard.noSingleLetters')}
      width="wide"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onChange}>{t('keyboard.change')}</Button>
          <div className="end">
            <Button look="primary" onClick={onClose}>
              {t('common.close')}
            </Button>
          </div>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <section className="keylist" aria-label={t('keyboard.all')} tabIndex={0}>
        {groupedCommands.map(({ heading, list }) => (
          <div key={heading} className="keylist__g">
            <h3 className="keylist__h">{t(heading)}</h3>
            <dl>
              {list.map(({ id, title }) => {
                const sequences = bindings.get(id) ?? [];
                return sequences.length === 0 ? null : (
                  <div key={id} className="keylist__i">
                    <dt>{t(title)}</dt>
                    <dd>
                      {sequences.map((sequence) => (
                        <KeySequence key={sequence} sequence={sequence} spoken />
                      ))}
                    </dd>
                  </div>
                );
              })}
            </dl>
          </div>
        ))}
        <div className="keylist__g">
          <h3 className="keylist__h">{t('keyboard.group.fixed')}</h3>
          <dl>
            {fixed.map(({ title, keys }) => (
              <div key={title} className="keylist__i">
                <dt>{t(title)}</dt>
                <dd>
                  {keys.map((key) => (
                    <KeySequence key={key} sequence={key} spoken />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </section>
    </Dialog>
  );
};
