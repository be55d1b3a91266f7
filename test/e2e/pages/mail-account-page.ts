import type { Page } from 'playwright';
import { text } from '../support/texts.ts';

type Service = 'reading' | 'sending';

const names: Readonly<Record<Service, string>> = {
  reading: text('mailAccount.servers.reading'),
  sending: text('mailAccount.servers.sending'),
};

/** The door of an account that is reached by IMAP and SMTP alone, and its settings. */
export const mailAccountPage = (page: Page) => {
  const group = (service: Service) => page.getByRole('group', { name: names[service] });
  const results = page.getByRole('region', { name: text('mailAccount.result.title') });
  const password = page.getByRole('textbox', { name: text('mailAccount.password'), exact: true });
  const submit = page.getByRole('button', { name: text('mailAccount.submit') });
  return {
    begin: page.getByRole('button', { name: text('mailAccount.begin') }),
    back: page.getByRole('button', { name: text('mailAccount.back') }),
    heading: page.getByRole('heading', { name: text('mailAccount.heading') }),
    address: page.getByRole('textbox', { name: text('mailAccount.address') }),
    fullName: page.getByRole('textbox', { name: text('mailAccount.name') }),
    password,
    submit,
    testOnly: page.getByRole('button', { name: text('mailAccount.test') }),
    change: page.getByRole('button', { name: text('mailAccount.servers.change'), exact: true }),
    host: (service: Service) => group(service).getByRole('textbox', { name: text('mailAccount.servers.host') }),
    port: (service: Service) => group(service).getByRole('textbox', { name: text('mailAccount.servers.port') }),
    security: (service: Service) =>
      group(service).getByRole('combobox', { name: text('mailAccount.servers.security') }),
    user: (service: Service) => group(service).getByRole('textbox', { name: text('mailAccount.servers.user') }),
    results,
    /** What the test says of one service. */
    result: (service: Service) => results.getByRole('listitem').filter({ hasText: names[service] }),
    compared: results.getByRole('checkbox', { name: text('mailAccount.certificate.compared') }),
    trust: results.getByRole('button', { name: text('mailAccount.certificate.trust') }),
    /** Everything about certificates, without any spaces, because fingerprints are broken into lines. */
    words: async (): Promise<string> => ((await results.textContent()) ?? '').replaceAll(/\s+/g, ''),
    newPassword: page.getByRole('button', { name: text('mailAccount.refused.do') }),
    tryAndKeep: page.getByRole('button', { name: text('mailAccount.newPassword.do') }),
    servers: (name: string) => page.getByRole('button', { name: text('mailAccount.edit.named', { name }) }),
    saveServers: page.getByRole('button', { name: text('mailAccount.edit.save') }),
  };
};
