import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import electronUpdater, { type AppUpdater } from 'electron-updater';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UpdateState } from '../../../../app/domain/update.ts';
import { createElectronUpdates } from '../../../../main/updates/electron-updates.ts';
import { readKey } from '../../../../main/updates/signed-feed.ts';
import { createUpdates, type Updates } from '../../../../main/updates/updates.ts';
import { issue, privatePem } from '../../api/tls-server.ts';
import { openUpdateFeed, type UpdateFeed } from './update-feed.ts';

const issued = await issue({ name: 'localhost', hosts: ['localhost'], authority: true });
const certificate = { key: await privatePem(issued), cert: issued.pem, authority: issued.pem };

/** A program that says its version: what is installed and what replaces it. */
const program = (version: string, padding = 400_000): Buffer =>
  Buffer.concat([Buffer.from(`#!/bin/sh\necho ${version}\nexit\n`), randomBytes(padding)]);

describe('updates from a feed', () => {
  let feed: UpdateFeed;
  let folder: string;
  let installed: string;

  beforeAll(() => vi.stubEnv('APPIMAGE', ''));
  afterAll(() => vi.unstubAllEnvs());
  beforeEach(async () => {
    feed = await openUpdateFeed(certificate);
    folder = mkdtempSync(join(tmpdir(), 'latchkey-updates-'));
    installed = join(folder, 'Latchkey.AppImage');
    writeFileSync(installed, program('0.1.0'));
    chmodSync(installed, 0o755);
    vi.stubEnv('APPIMAGE', installed);
  });
  afterEach(async () => {
    await feed.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The program of that version, as it runs: its updater, what it shows, and the end of it. */
  const run = (version = '0.1.0', automatic = false, key = feed.key) => {
    let quit: (code: number) => void = () => undefined;
    const updater: AppUpdater = new electronUpdater.AppImageUpdater(null, {
      version,
      name: 'Latchkey Mail',
      isPackaged: true,
      appUpdateConfigPath: '',
      userDataPath: folder,
      baseCachePath: join(folder, 'cache'),
      whenReady: () => Promise.resolve(),
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: (handler: typeof quit) => {
        quit = handler;
      },
    });
    const known = readKey(key);
    if (known === undefined) throw new Error('no key');
    const shown: UpdateState[] = [];
    const updates: Updates = createUpdates({
      engine: createElectronUpdates({
        updater,
        place: { folder: feed.folder, name: 'latest-linux.yml', key: known },
        fetching: { authorities: [certificate.authority] },
        partials: join(folder, 'cache/partial'),
        note: () => undefined,
      }),
      automatic,
      onChange: (state) => shown.push(state),
    });
    updates.stop();
    return { updates, shown, quit: () => quit(0) };
  };

  it('are offered, fetched with progress, and installed when the program ends', async () => {
    const next = program('0.2.0');
    feed.offer('0.2.0', 'latchkey-mail-0.2.0.AppImage', next);
    const { updates, shown, quit } = run();
    await updates.check();
    expect(updates.state()).toEqual({ state: 'available', version: '0.2.0', size: next.length });
    await updates.download();
    expect(updates.state()).toEqual({ state: 'ready', version: '0.2.0' });
    const percents = shown.flatMap((state) => (state.state === 'downloading' ? [state.percent] : []));
    expect(percents.length).toBeGreaterThan(2);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(readFileSync(installed, 'utf8')).toContain('echo 0.1.0');
    quit();
    expect(readFileSync(installed).equals(next)).toBe(true);
  });

  it('are fetched by themselves where that is wanted, and not again at the next start', async () => {
    feed.offer('0.2.0', 'latchkey-mail-0.2.0.AppImage', program('0.2.0'));
    await run('0.1.0', true).updates.check();
    const before = feed.sent();
    const again = run('0.1.0', true);
    await again.updates.check();
    expect(again.updates.state()).toEqual({ state: 'ready', version: '0.2.0' });
    expect(feed.sent()).toBe(before);
  });

  it('are gone on with where a connection broke', async () => {
    const next = program('0.2.0');
    feed.offer('0.2.0', 'latchkey-mail-0.2.0.AppImage', next);
    feed.breakAfter(150_000);
    const first = run();
    await first.updates.check();
    await first.updates.download();
    expect(first.updates.state()).toEqual({ state: 'failed', fault: 'unreachable' });
    const second = run();
    await second.updates.check();
    await second.updates.download();
    expect(second.updates.state()).toEqual({ state: 'ready', version: '0.2.0' });
    expect(feed.asked.at(-1)).toMatch(/^latchkey-mail-0\.2\.0\.AppImage bytes=\d+-$/);
    // Some of what was sent was still on its way when the connection broke; the whole was not fetched again.
    expect(feed.sent()).toBeLessThan(next.length + 150_000);
    second.quit();
    expect(readFileSync(installed).equals(next)).toBe(true);
  });

  it('are thrown away where the file is not the one the feed promised', async () => {
    const next = program('0.2.0');
    feed.offer('0.2.0', 'latchkey-mail-0.2.0.AppImage', next);
    const other = Buffer.from(next);
    other.writeUInt8(other.readUInt8(1000) ^ 1, 1000);
    feed.put('latchkey-mail-0.2.0.AppImage', other);
    const { updates, quit } = run();
    await updates.check();
    await updates.download();
    expect(updates.state()).toEqual({ state: 'failed', fault: 'damaged' });
    quit();
    expect(readFileSync(installed, 'utf8')).toContain('echo 0.1.0');
    feed.put('latchkey-mail-0.2.0.AppImage', next);
    await updates.check();
    await updates.download();
    expect(updates.state().state).toBe('ready');
  });

  it('are not even offered by a feed whose signature does not fit', async () => {
    feed.offer('0.2.0', 'latchkey-mail-0.2.0.AppImage', program('0.2.0'));
    const signed = feed.get('latest-linux.yml')?.toString('utf8') ?? '';
    const { updates } = run();
    for (const [name, text] of [
      ['latest-linux.yml', signed.replace('0.2.0', '0.3.0')],
      ['latest-linux.yml', `${signed}\n`],
      ['latest-linux.yml.sig', 'AAAA'],
      ['latest-linux.yml.sig', ''],
    ] as const) {
      const before = feed.get(name) ?? '';
      feed.put(name, text);
      await updates.check();
      expect(updates.state()).toEqual({ state: 'failed', fault: 'signature' });
      feed.put(name, before);
    }
    const stranger = run('0.1.0', false, randomBytes(32).toString('base64'));
    await stranger.updates.check();
    expect(stranger.updates.state()).toEqual({ state: 'failed', fault: 'signature' });
    expect(feed.sent()).toBe(0);
  });

  it.each([
    ['an older one', '0.1.0', '0.2.0', []],
    ['the same', '0.2.0', '0.2.0', []],
    ['one nobody is offered yet', '0.2.0', '0.1.0', ['stagingPercentage: 0']],
  ])('do not go to %s', async (_name, offered, running, more) => {
    feed.offer(offered, `latchkey-mail-${offered}.AppImage`, program(offered), more);
    const { updates } = run(running);
    await updates.check();
    expect(updates.state().state).toBe('upToDate');
  });

  it('go to about as many computers as a feed says', { timeout: 60_000 }, async () => {
    feed.offer('0.2.0', 'latchkey-mail-0.2.0.AppImage', program('0.2.0', 10), ['stagingPercentage: 50']);
    let offered = 0;
    for (let computer = 0; computer < 20; computer += 1) {
      rmSync(join(folder, '.updaterId'), { force: true });
      const { updates } = run();
      await updates.check();
      offered += updates.state().state === 'available' ? 1 : 0;
      const again = run().updates;
      await again.check();
      expect(again.state().state).toBe(updates.state().state);
    }
    expect(offered).toBeGreaterThan(1);
    expect(offered).toBeLessThan(19);
  });

  it('say when nobody answers, or a stranger does', async () => {
    const { updates } = run();
    await updates.check();
    expect(updates.state()).toEqual({ state: 'failed', fault: 'unreachable' });
    await feed.close();
    await updates.check();
    expect(updates.state()).toEqual({ state: 'failed', fault: 'unreachable' });
    expect(existsSync(join(folder, 'cache/partial'))).toBe(false);
  });
});
