import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../components/kbd.tsx';
import type { CommandId } from './command-list.ts';
import { printedKeys, printedLine } from './key-names.ts';
import { isMac } from './registry.ts';
import { useBindings } from './use-commands.ts';

type SequenceProps = {
  readonly sequence: string;
  /** Read out as well; where a key is only a hint beside a name, it is not. */
  readonly spoken?: boolean;
};

/** One sequence, key by key. */
export const KeySequence = ({ sequence, spoken = false }: SequenceProps) => {
  const { t } = useTranslation();
  return (
    <span className="keyseq">
      {spoken ? <span className="sr">{printedLine(t, sequence, isMac)}</span> : null}
      {printedKeys(t, sequence, isMac).map((parts, stroke) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no other name than their place
        <Fragment key={stroke}>
          {parts.map((part) => (
            <Kbd key={part}>{part}</Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
};

/** The first key of a command, printed where it helps; nothing where it has none. */
export const CommandKeys = ({ id }: { readonly id: CommandId }) => {
  const sequence = useBindings().get(id)?.[0];
  return sequence === undefined ? null : <KeySequence sequence={sequence} />;
};

/** A name with its key in parentheses, for tooltips. */
export const useNameWithKey = (): ((name: string, id: CommandId) => string) => {
  const { t } = useTranslation();
  const bindings = useBindings();
  return (name, id) => {
    const sequence = bindings.get(id)?.[0];
    return sequence === undefined ? name : `${name} (${printedLine(t, sequence, isMac)})`;
  };
};
