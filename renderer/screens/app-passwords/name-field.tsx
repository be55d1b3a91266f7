import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { Field, type Hint } from '../../components/field.tsx';
import { failureText } from '../../text/failure-text.ts';

type NameFieldProps = {
  readonly ref: Ref<HTMLInputElement>;
  readonly name: string;
  readonly missing: boolean;
  /** What the server answered last: a name that is taken is said here. */
  readonly failure: Failure | undefined;
  /** Said as long as nothing is wrong. */
  readonly hint?: string;
  readonly onChange: (name: string) => void;
};

/** Whether a failure is about the name, and so is said at its field and nowhere else. */
export const isNameTaken = (failure: Failure | undefined): boolean => failure?.code === 'alreadyExists';

export const NameField = ({ ref, name, missing, failure, hint, onChange }: NameFieldProps) => {
  const { t } = useTranslation();
  const taken = failure !== undefined && isNameTaken(failure) ? failureText(t, failure) : undefined;
  const wrong = missing ? t('appPasswords.nameMissing') : taken && `${taken.title}. ${taken.next}`;
  const hints: Hint[] =
    wrong !== undefined ? [{ tone: 'danger', text: wrong }] : hint === undefined ? [] : [{ tone: 'plain', text: hint }];
  return (
    <Field
      ref={ref}
      label={t('appPasswords.name')}
      maxLength={64}
      autoComplete="off"
      value={name}
      invalid={wrong !== undefined}
      hints={hints}
      onChange={(event) => onChange(event.target.value)}
    />
  );
};
