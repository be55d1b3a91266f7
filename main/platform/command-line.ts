import { parseArgs } from 'node:util';

export type CommandLine = {
  /** Folder of this profile instead of the desktop's usual one. */
  readonly profileDir: string | undefined;
  /** Server that is offered at sign-in. */
  readonly server: string;
  /** PEM file with authorities the organisation adds to the usual ones. */
  readonly trustCa: string | undefined;
  /** A mailto: link the desktop handed over. */
  readonly mailto: string | undefined;
  /** Start everything, report in one line and end. */
  readonly selfCheck: boolean;
  /** Policy to try out instead of this computer's; a packaged program pays no heed to it. */
  readonly policyFile: string | undefined;
  /** Take everything of this person's program off the computer, and end. */
  readonly removeData: boolean;
  /** Language to speak whatever is chosen: `pseudo` and `pseudo-mirrored` show text that cannot be translated. */
  readonly language: string | undefined;
};

/** Reads our own options; what Chromium and the runtime understand besides is passed over. */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      'profile-dir': { type: 'string' },
      server: { type: 'string' },
      'trust-ca': { type: 'string' },
      'policy-file': { type: 'string' },
      'remove-data': { type: 'boolean' },
      'self-check': { type: 'boolean' },
      language: { type: 'string' },
    },
  });
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    profileDir: text(values['profile-dir']),
    server: text(values.server) ?? '',
    trustCa: text(values['trust-ca']),
    mailto: positionals.find((each) => /^mailto:/i.test(each)),
    policyFile: text(values['policy-file']),
    selfCheck: values['self-check'] === true,
    removeData: values['remove-data'] === true,
    language: text(values.language),
  };
};
