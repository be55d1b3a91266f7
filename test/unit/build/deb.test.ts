import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { controlFile, debName, desktopFile, installFolder } from '../../../build/package/deb.ts';
import type { LinuxFacts } from '../../../build/package/linux-facts.ts';

const facts: LinuxFacts = {
  name: 'latchkey-mail',
  productName: 'Latchkey Mail',
  version: '1.2.3',
  description: 'A mail client',
  synopsis: 'Mail',
  maintainer: 'Somebody <somebody@firm.example>',
  copyright: 'Somebody',
  category: 'Office',
  desktopEntry: { StartupWMClass: 'latchkey-mail' },
  mimeTypes: ['message/rfc822', 'x-scheme-handler/mailto'],
  icons: 'build/resources/icons',
  depends: ['libgtk-3-0 | libgtk-3-0t64', 'libnss3'],
  recommends: [],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the pattern of electron-builder
  artifactName: 'latchkey-mail-${version}-${os}-${arch}.${ext}',
  architecture: 'amd64',
};

it('says in the control file what dpkg has to know', () => {
  const lines = controlFile(facts, 1000).split('\n');
  expect(lines).toContain('Package: latchkey-mail');
  expect(lines).toContain('Depends: libgtk-3-0 | libgtk-3-0t64, libnss3');
  expect(lines).toContain('Installed-Size: 1000');
  expect(lines.some((line) => line.startsWith('Recommends'))).toBe(false);
  expect(lines.at(-1)).toBe('');
  expect(debName(facts)).toBe('latchkey-mail-1.2.3-linux-amd64.deb');
});

it('makes a desktop entry that starts the installed program and opens mail with it', () => {
  const entry = desktopFile(facts);
  expect(entry).toContain(`\nExec="${installFolder(facts)}/latchkey-mail" %U\n`);
  expect(entry).toContain('\nMimeType=message/rfc822;x-scheme-handler/mailto;\n');
  expect(entry).toContain('\nStartupWMClass=latchkey-mail\n');
});

it('has scripts that keep nothing of a person from being found, and name only the folder they are given', () => {
  for (const script of ['postinst', 'postrm']) {
    const text = readFileSync(join(import.meta.dirname, '../../../build/resources/linux', script), 'utf8');
    expect(text).toMatch(/^#!\/bin\/sh\nset -e\n/);
    expect(text).not.toMatch(/\/home|\$HOME|\.config/);
  }
});
