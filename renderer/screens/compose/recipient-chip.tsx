import { CircleAlert, Globe, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailAddress } from '../../../app/domain/mail.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { domainOf } from '../../logic/address.ts';
import type { RecipientKind } from '../../logic/writing/recipients.ts';

type ChipProps = {
  readonly person: MailAddress;
  readonly kind: RecipientKind;
  readonly ref: Ref<HTMLButtonElement>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

/** Somebody the message goes to. Who is outside of the organisation, and what is no address, is marked in words too. */
export const RecipientChip = ({ person, kind, ref, onKeyDown, onEdit, onRemove }: ChipProps) => {
  const { t } = useTranslation();
  const { name, address } = person;
  const shown = name === '' ? address : name;
  const said =
    kind === 'invalid'
      ? t('compose.recipient.invalid', { address })
      : kind === 'outside'
        ? t('compose.recipient.outside', { name: shown, domain: domainOf(address) })
        : shown;
  return (
    <li className={`rchip rchip--${kind}`} title={name === '' ? said : `${name} <${address}>`}>
      {kind === 'known' ? <Avatar of={shown} /> : <Icon of={kind === 'outside' ? Globe : CircleAlert} size="s" />}
      <button
        ref={ref}
        type="button"
        className="rchip__name"
        tabIndex={-1}
        aria-label={said}
        onKeyDown={onKeyDown}
        onDoubleClick={onEdit}
      >
        {shown}
      </button>
      <button
        type="button"
        className="iconbtn rchip__x"
        tabIndex={-1}
        aria-label={t('compose.recipient.remove', { name: shown })}
        onClick={onRemove}
      >
        <Icon of={X} size="s" />
      </button>
    </li>
  );
};
