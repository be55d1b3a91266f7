import { z } from 'zod';
import { certificateFacts } from './failure.ts';

const state = <Name extends string>(name: Name) => z.literal(name);
/** The server's own words, one line. */
const reason = z.string();

/** How far one service of a mail account let us come. What is no `ok` needs somebody to do something. */
export const serviceResult = z.discriminatedUnion('state', [
  z.object({ state: state('ok') }),
  /** Server and certificate are well; the password was not sent, because the other service refused it already. */
  z.object({ state: state('reached') }),
  z.object({
    state: state('unreachable'),
    cause: z.enum(['unknownHost', 'refused', 'timeout', 'interrupted', 'offline', 'other']),
  }),
  /** Something answers there that does not speak TLS from the first byte. */
  z.object({ state: state('notTls') }),
  z.object({ state: state('noStartTls') }),
  /** Something answers there that is not the service looked for. */
  z.object({ state: state('notThisService') }),
  z.object({ state: state('certificate'), certificate: certificateFacts }),
  z.object({ state: state('refused'), reason }),
  z.object({ state: state('askedToWait'), reason }),
  /** The server takes no password at all. */
  z.object({ state: state('noPassword') }),
]);
export type ServiceResult = z.infer<typeof serviceResult>;

export const mailCheck = z.object({ imap: serviceResult, smtp: serviceResult });
export type MailCheck = z.infer<typeof mailCheck>;
