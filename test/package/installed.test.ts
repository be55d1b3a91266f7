import { access, chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../../build/desktop/embedded-server.ts';
import { debName } from '../../build/package/deb.ts';
import { run } from '../../build/set-up/process-group.mjs';
import { mailboxPage } from '../e2e/pages/mailbox-page.ts';
import { confirmPhone, leaveWizard, signInAndLinkPhone } from '../e2e/support/enrol.ts';
import { attach, type InstalledWorld, openInstalledWorld, output } from './support/installed-program.ts';

describe('the Debian package on a clean system', () => {
  let world: InstalledWorld;
  let server: EmbeddedServer;

  beforeAll(async () => {
    world = await openInstalledWorld();
    server = await startEmbeddedServer(join(world.scratch.folder, 'server'));
  });
  afterAll(async () => {
    await server?.stop();
    await world?.close();
  });

  it('installs with nothing but what it says it depends on', async () => {
    const { root, facts } = world;
    const file = await root.bring(join(output, debName(facts)));
    const { code, output: told } = await root.run(['dpkg', '--install', file]);
    expect(code, told).toBe(0);
    expect((await root.run(['dpkg', '--verify', facts.name])).stdout).toBe('');
    const folder = `/opt/${facts.productName}`;
    const { stdout } = await root.run(['stat', '-c', '%a %U', `${folder}/chrome-sandbox`, `${folder}/${facts.name}`]);
    expect(stdout.trim().split('\n')).toEqual(['755 root', '755 root']);
    expect((await root.run(['find', folder, '-perm', '/022', '-not', '-type', 'l'])).stdout).toBe('');
    const missing = await root.run(['sh', '-c', `ldd "${folder}/${facts.name}" | grep 'not found' || true`]);
    expect(missing.stdout).toBe('');
  });

  it('says which files and links it opens, with an icon for every size', async () => {
    const { root, facts } = world;
    const entry = (await root.run(['cat', `/usr/share/applications/${facts.name}.desktop`])).stdout;
    expect(entry).toMatch(/^MimeType=message\/rfc822;x-scheme-handler\/mailto;$/m);
    expect(entry).toMatch(new RegExp(`^Icon=${facts.name}$`, 'm'));
    const icons = await root.run(['find', '/usr/share/icons', '-name', `${facts.name}.png`]);
    expect(icons.stdout.trim().split('\n').length).toBe(8);
  });

  it('checks itself as an ordinary user, in its sandbox', async () => {
    const { process, printed } = world.start([
      '--self-check',
      `--profile-dir=${await world.scratch.privateFolder('p')}`,
    ]);
    const { code } = await process.ended;
    expect(code, printed()).toBe(0);
    const line =
      printed()
        .split('\n')
        .find((each) => each.startsWith('{')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ ok: true, packaged: true, keychain: 'loaded', store: 'works' });
  });

  it('opens no debugger, whatever the command line says', async () => {
    const profile = await world.scratch.privateFolder('closed');
    const { process, printed } = world.start(['--remote-debugging-port=0', '--self-check', `--profile-dir=${profile}`]);
    expect((await process.ended).code, printed()).toBe(0);
    expect(printed()).not.toContain('DevTools listening');
    await expect(access(join(profile, 'DevToolsActivePort'))).rejects.toThrow();
  });

  it('goes through the first sign-in to the mailbox, at the server its administrator named', async () => {
    const profile = await world.scratch.privateFolder('profile');
    const { root } = world;
    const policy = {
      server: server.webmail,
      allowedServers: [new URL(server.webmail).hostname],
      authorityFile: '/etc/latchkey-mail/authority.pem',
      remoteDebugging: true,
      updateMode: 'off',
    };
    await mkdir(join(root.folder, 'etc/latchkey-mail'), { recursive: true });
    await copyFile(server.ca, join(root.folder, policy.authorityFile));
    await chmod(join(root.folder, policy.authorityFile), 0o644);
    await writeFile(join(root.folder, 'etc/latchkey-mail/policy.json'), JSON.stringify(policy), { mode: 0o644 });
    const { process, printed } = world.start(['--remote-debugging-port=0', `--profile-dir=${profile}`]);
    const { browser, window } = await attach(printed);
    const phone = await signInAndLinkPhone(window, 'ana@enforced.example');
    await confirmPhone(window, phone);
    await leaveWizard(window);
    await mailboxPage(window).rows.first().waitFor();
    const { stdout } = await run('xwininfo', ['-root', '-tree'], {
      env: { ...globalThis.process.env, ...world.environment },
    });
    expect(stdout).toContain(`("${world.facts.desktopEntry['StartupWMClass']}" `);
    await browser.close();
    await process.stop();
    await access(join(profile, 'accounts.json'));
  });

  it('goes without leaving anything of itself, and leaves what belongs to people', async () => {
    const { root, facts } = world;
    const { code, output: told } = await root.run(['dpkg', '--purge', facts.name]);
    expect(code, told).toBe(0);
    const left = await root.run(['find', '/opt', '/usr/bin', '/usr/share', '/etc', '-iname', '*latchkey*']);
    expect(left.stdout).toBe('');
    await access(join(world.scratch.folder, 'profile/accounts.json'));
  });
});
