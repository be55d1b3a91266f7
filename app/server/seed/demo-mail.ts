import type { Identities } from '../dovecot/installation.ts';

export const seedDemoMail = (mailFolder: string, identities: Identities): void => {
  void mailFolder;
  void identities;
};
