import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../../app/domain/account-settings.ts';
import type { MailAddress } from '../../../app/domain/mail.ts';
import { Recipients, type RecipientsHandle } from './recipients.tsx';

export type People = {
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
};

type LetterHeadProps = {
  readonly identities: readonly Identity[];
  readonly from: MailAddress;
  readonly onFrom: (identity: Identity) => void;
  readonly people: People;
  readonly onPeople: (change: Partial<People>) => void;
  readonly shown: { readonly cc: boolean; readonly bcc: boolean };
  readonly onShow: (field: 'cc' | 'bcc') => void;
  readonly subject: string;
  readonly onSubject: (subject: string) => void;
  readonly focusOnTo: boolean;
  readonly fields: {
    readonly to: Ref<RecipientsHandle>;
    readonly cc: Ref<RecipientsHandle>;
    readonly bcc: Ref<RecipientsHandle>;
    readonly subject: Ref<HTMLInputElement>;
  };
};

/** From, recipients and subject. */
export const LetterHead = (props: LetterHeadProps) => {
  const { identities, from, onFrom, people, onPeople, shown, onShow, subject, onSubject, focusOnTo, fields } = props;
  const { t } = useTranslation();
  const own = from.address;
  const chosen = identities.find((one) => one.address === from.address && one.name === from.name);
  const more: ReactNode = (
    <div className="compose__more">
      {shown.cc ? null : (
        <button type="button" className="link" onClick={() => onShow('cc')}>
          {t('compose.cc')}
        </button>
      )}
      {shown.bcc ? null : (
        <button type="button" className="link" onClick={() => onShow('bcc')}>
          {t('compose.bcc')}
        </button>
      )}
    </div>
  );
  return (
    <div className="compose__head">
      <div className="compose__row">
        <label className="compose__label" htmlFor="compose-from">
          {t('compose.from')}
        </label>
        {identities.length < 2 && chosen !== undefined ? (
          <output id="compose-from" className="compose__from">
            {from.name} <span className="t2">{from.address}</span>
          </output>
        ) : (
          <select
            id="compose-from"
            className="compose__select"
            value={chosen?.id ?? ''}
            onChange={(event) => {
              const next = identities.find(({ id }) => id === event.target.value);
              if (next !== undefined) onFrom(next);
            }}
          >
            {chosen === undefined ? <option value="">{`${from.name} ${from.address}`}</option> : null}
            {identities.map(({ id, name, address }) => (
              <option key={id} value={id}>
                {`${name} ${address}`}
              </option>
            ))}
          </select>
        )}
      </div>
      <Recipients
        ref={fields.to}
        label={t('compose.to')}
        people={people.to}
        own={own}
        autoFocus={focusOnTo}
        onChange={(to) => onPeople({ to })}
        end={more}
      />
      {shown.cc ? (
        <Recipients
          ref={fields.cc}
          label={t('compose.cc')}
          people={people.cc}
          own={own}
          onChange={(cc) => onPeople({ cc })}
        />
      ) : null}
      {shown.bcc ? (
        <Recipients
          ref={fields.bcc}
          label={t('compose.bcc')}
          people={people.bcc}
          own={own}
          onChange={(bcc) => onPeople({ bcc })}
        />
      ) : null}
      <div className="compose__row">
        <label className="compose__label" htmlFor="compose-subject">
          {t('compose.subject')}
        </label>
        <input
          ref={fields.subject}
          id="compose-subject"
          className="compose__subject"
          maxLength={2000}
          spellCheck
          value={subject}
          onChange={(event) => onSubject(event.target.value)}
        />
      </div>
    </div>
  );
};
