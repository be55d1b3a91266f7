/** Who may import whom; docs/architecture.md explains why. */
const only = (name, comment, path, to) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: path },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|electron$)' },
    },
    {
      name: 'renderer-only-sees-contract-domain-i18n',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(app|main)/', pathNot: '^app/(contract|domain|i18n)/' },
    },
    {
      name: 'main-never-sees-the-server',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '^(app/server|renderer)/' },
    },
    {
      name: 'app-never-sees-its-shells',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(main|renderer)/' },
    },
    {
      name: 'contract-protocol-domain-see-only-zod',
      severity: 'error',
      from: { path: '^app/(contract|protocol|domain)/' },
      to: { pathNot: '^(app/(contract|protocol|domain)/|node_modules/zod/)' },
    },
    {
      name: 'server-sees-protocol-and-itself',
      severity: 'error',
      from: { path: '^app/server/' },
      to: { path: '^app/', pathNot: '^app/(server|protocol)/' },
    },
    {
      name: 'nobody-sees-the-server',
      severity: 'error',
      from: { path: '^(app|main|renderer)/', pathNot: '^app/server/' },
      to: { path: '^app/server/' },
    },
    {
      name: 'app-runs-without-react',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^node_modules/(react|react-dom|electron)/' },
    },
    only(
      'electron-only-in-main',
      'main holds every adapter to Electron',
      '^(main|test|build)/',
      '^(node_modules/)?electron(/|$)',
    ),
    only(
      'imapflow-only-in-imap',
      'one place knows the IMAP library',
      '^(app/mail/imap|test)/',
      '^node_modules/imapflow/',
    ),
    only(
      'character-sets-only-in-mime',
      'one place knows how mail is encoded',
      '^(app/mail/mime|test)/',
      '^node_modules/(libmime|iconv-lite|postal-mime)/',
    ),
    only(
      'sqlite-only-in-stores',
      'one writer, one place',
      '^(app/store/sqlite|app/server/store|test)/',
      '^node_modules/@signalapp/sqlcipher/',
    ),
    only(
      'keytar-only-in-vault',
      'keytar is archived: one file imports it',
      '^(main/vault|test)/',
      '^node_modules/keytar/',
    ),
    only(
      'electron-updater-only-in-updates',
      'one place knows how a program is replaced',
      '^(main/updates|test)/',
      '^node_modules/electron-updater/',
    ),
    only(
      'nodemailer-only-where-mail-is-sent',
      'SMTP and LMTP',
      '^(app/mail/smtp|app/server|test)/',
      '^node_modules/nodemailer/',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
