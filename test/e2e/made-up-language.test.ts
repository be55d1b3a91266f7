import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../app/domain/window-start.ts';
import { account, createScene, type Scene } from '../../build/screens/scene.ts';
import { doorScreens, houseScreens, type Screen } from '../../build/screens/screen-list.ts';
import { settled } from '../../build/screens/settled.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { hardCoded } from './support/hard-coded.ts';
import { layoutFaults } from './support/layout-faults.ts';
import { speak } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

/** Who says it all in figures: whatever has letters in this mailbox is the application's. */
const plain = 'otto@off.example';
const letter = [
  'From: 11 <1@2.3>',
  `To: ${plain}`,
  'Subject: 4711',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=0',
  '',
  '--0',
  'Content-Type: text/html',
  '',
  '<p>12345</p><img src="https://1.2.3.4/5.png">',
  '--0',
  'Content-Type: application/octet-stream; name="1.2"',
  'Content-Disposition: attachment; filename="1.2"',
  '',
  '999',
  '--0--',
  '',
].join('\r\n');

/** Names of things, which no language translates. */
const names = [
  /Latchkey Mail(?: on \S+)?/g,
  /\b(?:IMAP|SMTP|POP|CalDAV|CardDAV)\b/g,
  'AGPL-3.0-or-later',
  'SHA-256',
  /[\w.-]+@[\w.-]+/g,
  /\d (?:B|KB|MB)(?!\p{L})/gu,
  /https?:\S+/g,
  // Keys, operators of a search, and codes.
  /(?<!\p{L})(?:Esc|[A-Z])(?!\p{L})/gu,
  /\b(?:from|has|in|before):/g,
  /[a-z0-9]{5}-[a-z0-9]{5}/g,
];

const overMail = (screen: Screen): boolean => !/^(?:mailbox|palette|keys|compose|answer|search)/.test(screen.name);

describe.each<Language>(['pseudo', 'pseudo-mirrored'])('in the language nobody speaks (%s)', (language) => {
  const mirrored = language === 'pseudo-mirrored';
  let world: World;
  let scene: Scene;

  beforeAll(async () => {
    await speak(language);
    world = await openWorld();
    const keychain = await world.startKeychain('strange');
    scene = createScene({
      desktop: world.desktop,
      keychain: async () => keychain,
      server: world.server,
      password,
      trustCa: join(world.desktop.scratch.folder, 'ca.pem'),
      profile: world.profile,
      flags: [`--language=${language}`],
    });
  });
  afterAll(async () => {
    await scene?.quit();
    await world?.close();
    await speak('en');
  });

  const faultsOf = async (known: readonly (string | RegExp)[]): Promise<string[]> => {
    const page = scene.page();
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(mirrored ? 'rtl' : 'ltr');
    const words = mirrored ? [] : await hardCoded(page, [...names, ...known]);
    return [...words, ...(await layoutFaults(page))];
  };

  const host = new URL('https://localhost').hostname;
  const people = ['Ana Moreira', account, host, hostname(), 'Phone', 'Demo', /\d+(?:\.\d+){3}/g];

  for (const screen of [...doorScreens, ...houseScreens]) {
    it(`${screen.name} fits, and says nothing of its own`, async () => {
      await screen.open(scene);
      const faults = overMail(screen) ? await faultsOf(people) : [];
      await screen.leave?.(scene);
      expect(faults).toEqual([]);
    });
  }

  it('the mailbox fits, and says nothing of its own', async () => {
    await scene.startOn('plain');
    const page = scene.page();
    const { imaps } = world.server;
    const { ImapFlow } = await import('imapflow');
    const client = new ImapFlow({
      ...imaps,
      secure: true,
      auth: { user: plain, pass: password },
      tls: { rejectUnauthorized: false },
      logger: false,
    });
    await client.connect();
    await client.append('INBOX', letter);
    await client.logout();
    await signInPage(page).heading.waitFor();
    await signInPage(page).signIn(plain, password);
    await mailboxPage(page).rows.filter({ hasText: '4711' }).click();
    await mailboxPage(page).reader.getByRole('heading', { level: 2 }).waitFor();
    const paths = / \((?:INBOX|Drafts|Sent|Archive|Junk|Trash)\)$/gu;
    expect(await faultsOf([plain, 'Otto Brandt', paths])).toEqual([]);
  });
});
