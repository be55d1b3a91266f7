import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mailboxPage } from './pages/mailbox-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { openWorld, password } from './support/world.ts';

it('a secret that is left behind is found when the world closes, so that finding none means something', async () => {
  const world = await openWorld();
  const keychain = await world.startKeychain('left-behind');
  const app = await world.launch('left-behind', keychain, { flags: [`--note=${password}`] });
  await signInPage(app.window).signIn('otto@off.example', password);
  await mailboxPage(app.window).folders.waitFor();
  await app.quit();
  await writeFile(join(world.profile('left-behind'), 'note'), Buffer.from(password, 'utf16le'));
  const closing = world.close();
  await expect(closing).rejects.toThrow(/account password in .*note/);
  await expect(closing).rejects.toThrow(/account password in a command line/);
});
