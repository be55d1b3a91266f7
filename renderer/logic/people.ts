import type { MailAddress } from '../../app/domain/mail.ts';
import { nameOf } from './message-list.ts';

/** A given name stands first in most names; one with a comma ("Lovelace, Ada") has it after that. */
const shortNameOf = (person: MailAddress): string => {
  const name = nameOf(person);
  if (name.includes('@')) return name.slice(0, name.indexOf('@'));
  const [family, given] = name.split(',');
  return ((given ?? family ?? name).trim().split(/\s+/u)[0] ?? name).trim();
};

/** Who takes part in a conversation: one by the whole name, several by the first and then short, oneself as `you`. */
export const peopleOf = (people: readonly MailAddress[], own: string, you: string): string => {
  const mine = (person: MailAddress): boolean => person.address.toLowerCase() === own.toLowerCase();
  if (people.length === 1) return people.map((person) => (mine(person) ? you : nameOf(person))).join('');
  return people.map((person, at) => (mine(person) ? you : at === 0 ? nameOf(person) : shortNameOf(person))).join(', ');
};
