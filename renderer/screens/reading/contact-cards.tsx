import { ContactRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment, MessageKey } from '../../../app/domain/mail.ts';
import { messageFiles } from '../../bridge.ts';
import { Icon } from '../../components/icon.tsx';
import { type Contact, readContacts } from '../../invitation/read-contact.ts';
import { useLinks } from './links.tsx';

type CardsProps = { readonly messageKey: MessageKey; readonly attachment: Attachment & { readonly part: string } };

const Card = ({ contact }: { readonly contact: Contact }) => {
  const { t } = useTranslation();
  const { follow } = useLinks();
  const { name, organisation, title, mail, phones, addresses, links } = contact;
  return (
    <section className="contact" aria-label={t('reading.contact.label', { name })}>
      <Icon of={ContactRound} size="l" />
      <div>
        <h3 className="contact__name">{name === '' ? mail[0] : name}</h3>
        {title === '' && organisation === '' ? null : (
          <p className="t3 small">{[title, organisation].filter((text) => text !== '' && text !== name).join(' · ')}</p>
        )}
        <ul className="contact__list">
          {mail.map((address) => (
            <li key={address}>
              <button type="button" className="link" onClick={() => follow(`mailto:${address}`, address)}>
                {address}
              </button>
            </li>
          ))}
          {[...phones, ...addresses].map((text) => (
            <li key={text}>{text}</li>
          ))}
          {links.map((url) => (
            <li key={url}>
              <button type="button" className="link" onClick={() => follow(url, url)}>
                {url}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
};

/** The people in a vCard that is attached. */
export const ContactCards = ({ messageKey, attachment }: CardsProps) => {
  const [contacts, setContacts] = useState<readonly Contact[]>([]);
  useEffect(() => {
    let over = false;
    void messageFiles.preview({ key: messageKey, part: attachment.part }).then((reply) => {
      if (!over && reply.ok && reply.value.kind === 'text') setContacts(readContacts(reply.value.text));
    });
    return () => {
      over = true;
    };
  }, [messageKey, attachment.part]);
  return contacts.map((contact, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: cards of a file never change place, and names repeat
    <Card key={at} contact={contact} />
  ));
};
