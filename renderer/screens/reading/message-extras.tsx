import { lazy, Suspense } from 'react';
import type { MessageBody } from '../../../app/domain/mail.ts';

const InvitationCard = lazy(async () => ({ default: (await import('./invitation-card.tsx')).InvitationCard }));
const ContactCards = lazy(async () => ({ default: (await import('./contact-cards.tsx')).ContactCards }));

const mostCards = 3;

/** What a message carries that is shown readable instead of as a file: invitations and contacts. */
export const MessageExtras = ({ body, address }: { readonly body: MessageBody; readonly address: string }) => {
  // The same invitation often comes twice: as an alternative to the text, and as a file.
  const invitations = (body.invitations ?? []).filter(
    (one, at, all) => all.findIndex(({ text }) => text.trim() === one.text.trim()) === at,
  );
  const contacts = body.attachments.flatMap((one) =>
    one.kind === 'contact' && one.part !== undefined ? [{ ...one, part: one.part }] : [],
  );
  if (invitations.length === 0 && contacts.length === 0) return null;
  return (
    <Suspense fallback={null}>
      {invitations.slice(0, mostCards).map((invitation) => (
        <InvitationCard key={invitation.part} body={body} invitation={invitation} address={address} />
      ))}
      {contacts.slice(0, mostCards).map((attachment) => (
        <ContactCards key={attachment.part} messageKey={body.key} attachment={attachment} />
      ))}
    </Suspense>
  );
};
