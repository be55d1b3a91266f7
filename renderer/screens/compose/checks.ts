import type { MailAddress } from '../../../app/domain/mail.ts';
import { promisesFile } from '../../logic/writing/attached-words.ts';
import { isSendable, kindOf } from '../../logic/writing/recipients.ts';

export type Warning = 'noSubject' | 'noFile' | 'outside' | 'large';

export type Checked = {
  readonly people: readonly MailAddress[];
  readonly own: string;
  readonly subject: string;
  readonly text: string;
  readonly files: number;
  readonly tooLarge: boolean;
  readonly warnOutside: boolean;
  readonly warnAttachment: boolean;
};

/** What a person may not have meant, to be asked about before sending. */
export const warningsOf = (letter: Checked): Warning[] => {
  const warnings: Warning[] = [];
  if (letter.subject.trim() === '') warnings.push('noSubject');
  if (letter.warnAttachment && letter.files === 0 && promisesFile(`${letter.subject}\n${letter.text}`)) {
    warnings.push('noFile');
  }
  const outside = letter.people.some(({ address }) => kindOf(address, letter.own) === 'outside');
  if (letter.warnOutside && outside) warnings.push('outside');
  if (letter.tooLarge) warnings.push('large');
  return warnings;
};

export type Hindrance = { readonly kind: 'nobody' } | { readonly kind: 'invalid'; readonly address: string };

/** What keeps a letter from being sent at all. */
export const hindranceOf = (people: readonly MailAddress[]): Hindrance | undefined => {
  if (people.length === 0) return { kind: 'nobody' };
  const wrong = people.find(({ address }) => !isSendable(address));
  return wrong === undefined ? undefined : { kind: 'invalid', address: wrong.address };
};
