import type { MessageRow } from '../../domain/mail.ts';
import type { StoredRow } from '../../store/port.ts';

/** A stored message as the window lists it. */
export const messageRowOf = (row: StoredRow): MessageRow => {
  const flags = new Set(row.flags.map((flag) => flag.toLowerCase()));
  return {
    id: row.id,
    threadId: row.threadId,
    key: { folder: row.folder, uidValidity: row.uidValidity, uid: row.uid },
    subject: row.subject,
    from: [...row.from],
    to: [...row.to],
    date: new Date(row.receivedAt).toISOString(),
    size: row.size,
    unread: !flags.has('\\seen'),
    flagged: flags.has('\\flagged'),
    answered: flags.has('\\answered'),
    hasAttachment: row.hasAttachment,
    preview: row.preview,
  };
};
