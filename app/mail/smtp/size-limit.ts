import SmtpConnection from 'nodemailer/lib/smtp-connection';
import type { Trust } from '../../api/certificate-trust.ts';
import type { MailAccess } from '../../domain/mail-access.ts';
import { tlsOptions } from '../imap/connection-options.ts';

const patience = 10_000;

/** Largest message in bytes by an answer to EHLO (RFC 1870); undefined where none is told, or 0 for no limit. */
export const limitIn = (answer: string): number | undefined => {
  const told = Number(/^(?:250[ -])?SIZE[ =](\d{1,15})\s*$/imu.exec(answer)?.[1] ?? 0);
  return told > 0 ? told : undefined;
};

/** Asks the server for sending how large a message it takes, without signing in; undefined when it does not tell. */
export const askSizeLimit = (access: MailAccess, trust: Trust): Promise<number | undefined> => {
  const { smtp } = access;
  if (smtp === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const connection = new SmtpConnection({
      host: smtp.host,
      port: smtp.port,
      secure: smtp.security === 'tls',
      requireTLS: true,
      tls: tlsOptions(smtp, trust),
      name: '[127.0.0.1]',
      logger: false,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
    });
    connection.on('error', () => resolve(undefined));
    connection.once('end', () => resolve(undefined));
    connection.connect((error) => {
      const { lastServerResponse } = connection;
      resolve(error || lastServerResponse === false ? undefined : limitIn(lastServerResponse));
      connection.quit();
    });
  });
};
