import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { ServerLogs } from '../logs/server-logs.ts';
import type { Router } from './routing.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const two = (value: number): string => String(value).padStart(2, '0');

/** A date as mail headers write it, in UTC (RFC 5322 section 3.3). */
export const mailDate = (time: number): string => {
  const at = new Date(time);
  const date = `${days[at.getUTCDay()]}, ${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  return `${date} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
};

/**
 * Sends messages of the server itself, such as recovery codes, as plain text and where given as HTML too. The log
 * names sender, recipient and outcome, never the text.
 */
export const createServerMail =
  (clock: Clock, logs: ServerLogs, router: Router) =>
  async (to: string, subject: string, text: string, fromDomain: string, html?: string): Promise<boolean> => {
    const from = `postmaster@${fromDomain}`;
    const id = `<${randomUUID()}@${fromDomain}>`;
    const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
    const message = await new MailComposer({
      from: { name: 'Latchkey Mail', address: from },
      to,
      subject,
      date: new Date(clock.now()),
      messageId: id,
      // Keeps programs that answer by themselves from answering (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      text,
      ...(html !== undefined && { html }),
      disableFileAccess: true,
      disableUrlAccess: true,
      newline: 'windows',
    })
      .compile()
      .build();
    const result = await router.route({ from, to: [to] }, message);
    const delivered = result.accepted.length === 1;
    const outcome = delivered ? 'delivered' : `failed, ${result.refused[0]?.text ?? 'unknown fault'}`;
    logs.mail(`Sent: Service: Server, From: <${from}>, Recipient: <${to}>, Result: ${outcome}, Msg-Id: ${id}`);
    return delivered;
  };
