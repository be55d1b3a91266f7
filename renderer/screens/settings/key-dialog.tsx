import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeySequence } from '../../commands/command-keys.tsx';
import { type CommandId, commandOf } from '../../commands/command-list.ts';
import { bindingsOf, conflictsOf, isHeard, type KeyboardChoice, keysOfMap } from '../../commands/key-bindings.ts';
import { rebound, unbound, usualAgain } from '../../commands/key-changes.ts';
import { isUsable, nothingRecorded, record, sequenceOf } from '../../commands/key-recording.ts';
import { isMac } from '../../commands/registry.ts';
import { strokeOf } from '../../commands/strokes.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';

type KeyDialogProps = {
  readonly id: CommandId;
  readonly keyboard: KeyboardChoice;
  readonly onChange: (changed: KeyboardChoice['changed']) => void;
  readonly onClose: () => void;
};

/** Keys that work the dialog itself. */
const own = new Set(['Tab', 'Escape']);

/** Takes the next keys that are pressed for a command, and says whose they are now. */
export const KeyDialog = ({ id, keyboard, onChange, onClose }: KeyDialogProps) => {
  const { t } = useTranslation();
  const [recording, setRecording] = useState(nothingRecorded);
  const box = useRef<HTMLButtonElement>(null);
  const sequence = sequenceOf(recording);
  const usable = isUsable(recording);
  const conflicts = usable ? conflictsOf(bindingsOf(keyboard), id, sequence) : [];
  const usual = keysOfMap(id, keyboard.map);

  const done = (changed: KeyboardChoice['changed']): void => {
    onChange(changed);
    onClose();
  };
  const accept = (): void => {
    if (usable) done(rebound(keyboard, id, sequence));
    else box.current?.focus();
  };

  const press = (event: KeyboardEvent): void => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter' && plain) {
      event.preventDefault();
      accept();
      return;
    }
    if ((own.has(event.key) && plain) || event.repeat) return;
    const altGraph = event.getModifierState('AltGraph');
    const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
    const stroke = strokeOf({ key, code, ctrlKey, metaKey, shiftKey, altKey, altGraph }, isMac);
    if (stroke === undefined) return;
    event.preventDefault();
    setRecording((before) => record(before, stroke, Date.now()));
  };
  const names = conflicts.map((other) => `“${t(commandOf(other).title)}”`).join(', ');
  const said = ((): string => {
    if (sequence === '') return t('keyboard.pressHint');
    if (!usable) return t('keyboard.reserved');
    if (conflicts.length > 0) return t('keyboard.taken', { names });
    return isHeard(sequence, keyboard) ? t('keyboard.free') : t('keyboard.notHeard');
  })();
  return (
    <Dialog
      title={t('keyboard.keyFor', { command: t(commandOf(id).title) })}
      width="form"
      onClose={onClose}
      focusOn={() => box.current}
      onSubmit={accept}
      foot={
        <>
          <Button look="ghost" onClick={() => done(unbound(keyboard, id))}>
            {t('keyboard.none')}
          </Button>
          <Button look="ghost" onClick={() => done(usualAgain(keyboard, id))}>
            {t('keyboard.usual')}
            {usual[0] === undefined ? null : <KeySequence sequence={usual[0]} />}
          </Button>
          <div className="end">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button look="primary" type="submit">
              {t(conflicts.length > 0 ? 'keyboard.takeOver' : 'keyboard.take')}
            </Button>
          </div>
        </>
      }
    >
      <button ref={box} type="button" className="pressbox" onKeyDown={press} aria-describedby="key-said">
        {sequence === '' ? t('keyboard.press') : <KeySequence sequence={sequence} spoken />}
      </button>
      <p id="key-said" role="status" className={conflicts.length > 0 || (sequence !== '' && !usable) ? 'warn' : 't2'}>
        {said}
      </p>
    </Dialog>
  );
};
