import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailboxPage } from './pages/mailbox-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { letter } from './support/letters.ts';
import { type Recorder, startRecorder } from './support/recorder.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const folder = join(import.meta.dirname, '../corpus/hostile');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.replace(/\.eml$/, ''));

/** Messages whose size is what is hostile about them; too large to be kept as files. */
const bombs: Readonly<Record<string, string>> = {
  'nested deeply': `${'<div>'.repeat(10_000)}<p>At the bottom.</p>${'</div>'.repeat(10_000)}`,
  'tables nested deeply': `${'<table><tr><td>'.repeat(3_000)}x${'</td></tr></table>'.repeat(3_000)}`,
  'table of 5 MB': `<table>${`<tr>${'<td style="border:1px solid">cell</td>'.repeat(10)}</tr>`.repeat(13_500)}</table>`,
  'many rules': `<style>${Array.from({ length: 60_000 }, (_, at) => `.a${at} .b${at} > p:nth-child(${at}n+1) ~ *{color:red}`).join('')}</style><p>Words.</p>`,
  'costly rules': `<style>*:has(*:has(*)) *:has(*){color:red}*{filter:blur(99px);box-shadow:0 0 9999px 9999px red;animation:a .01s infinite;backdrop-filter:blur(99px)}@keyframes a{to{transform:scale(99)}}</style>${'<p><b><i>x</i></b></p>'.repeat(2_000)}`,
  'growing by its own height': '<div style="height:calc(100vh + 100px)">x</div><div style="min-height:200%">y</div>',
  'very wide': `<table width=99999999><tr><td>${'w'.repeat(500_000)}</td></tr></table>`,
  'unclosed elements': '<b><i><a href=#><font>'.repeat(20_000),
  'long attribute': `<p title="${'x'.repeat(3_000_000)}">Words.</p>`,
  entities: `<p>${'&amp;&lt;&#x10FFFF;'.repeat(100_000)}</p>`,
  'many links': '<a href="https://x.example/">x</a>'.repeat(20_000),
};

describe('hostile mail', () => {
  let recorder: Recorder;
  let signedIn: SignedIn;
  const page = () => signedIn.app.window;
  const rows = () => mailboxPage(page()).rows;
  const reader = () => mailboxPage(page()).reader;

  const placed = (source: string): string =>
    source
      .replaceAll('{{HTTP}}', `http://127.0.0.1:${recorder.httpPort}`)
      .replaceAll('{{HTTPS}}', `https://127.0.0.1:${recorder.tlsPort}`)
      .replaceAll('{{HOST}}', `127.0.0.1:${recorder.httpPort}`)
      .replaceAll('{{PORT}}', String(recorder.httpPort));

  beforeAll(async () => {
    recorder = await startRecorder();
    const files = names.map((name) => placed(readFileSync(join(folder, `${name}.eml`), 'latin1')));
    const large = Object.entries(bombs).map(([name, html]) => letter({ subject: `bomb ${name}`, html }));
    const pictures = letter({
      subject: 'honest pictures',
      html: placed(
        '<img src="{{HTTP}}/img/one.gif"><div style="background:url({{HTTP}}/img/two.gif)">x</div><script src="{{HTTP}}/no.js"></script><link rel=stylesheet href="{{HTTP}}/no.css"><style>@font-face{font-family:f;src:url({{HTTP}}/no.woff)}p{font-family:f}</style><p>x</p><iframe src="{{HTTP}}/no.html"></iframe>',
      ),
    });
    const date = new Date('2026-11-12T11:00:00Z');
    signedIn = await openSignedIn({
      mail: [...files, ...large, pictures].map((source) => ({ source: source.replaceAll('\0', '\\0'), date })),
    });
    await signedIn.app.electron.evaluate(({ app, shell }) => {
      const seen = globalThis as unknown as { seen: string[] };
      seen.seen = [];
      shell.openExternal = async (url) => void seen.seen.push(`external ${url}`);
      shell.openPath = async (path) => {
        seen.seen.push(`path ${path}`);
        return '';
      };
      app.on('browser-window-created', () => seen.seen.push('window'));
      app.on('web-contents-created', (_event, contents) => {
        contents.on('will-prevent-unload', () => seen.seen.push('unload'));
      });
    });
    page().on('dialog', (dialog) => void dialog.dismiss());
  });
  afterAll(async () => {
    await signedIn?.close();
    await recorder?.close();
  });

  /** Opens a message and waits until it is shown, or said to be too long. */
  const open = async (subject: string): Promise<void> => {
    const row = rows().filter({ hasText: subject }).first();
    if (!(await row.isVisible())) await page().getByRole('listbox').first().press('Home');
    for (let tries = 0; tries < 60 && !(await row.isVisible()); tries += 1) {
      await page().getByRole('listbox').first().press('PageDown');
      await page().waitForTimeout(50);
    }
    await row.click();
    await reader().getByRole('heading', { name: subject, level: 2, exact: true }).waitFor({ timeout: 20_000 });
    await reader().locator('.paper:not(.paper--waiting), .msg__text').first().waitFor({ timeout: 20_000 });
  };

  /** The window, everything in it, and everything around it, are as they were. */
  const expectHarmless = async (): Promise<void> => {
    // What would run late, runs now.
    await page().waitForTimeout(250);
    for (const frame of page().frames()) {
      const ran = await frame.evaluate(() => '__pwned' in window).catch(() => false);
      expect({ ran, url: frame.url() }).toEqual({ ran: false, url: expect.anything() });
      expect(frame.url()).toMatch(
        /^(?:app:\/\/latchkey\/|message-frame:\/\/mail\/[0-9a-f]{32}\/(?:body)?$|about:blank$)/,
      );
    }
    expect(page().url()).toBe('app://latchkey/index.html');
    expect(signedIn.app.electron.windows()).toHaveLength(1);
    const seen = await signedIn.app.electron.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    expect(seen).toEqual([]);
    expect(recorder.heard()).toEqual([]);
  };

  /** Milliseconds until the window draws its next picture. */
  const answerTime = (): Promise<number> =>
    page().evaluate(
      () =>
        new Promise<number>((resolve) => {
          const begun = performance.now();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
        }),
    );

  it.each(names)('%s reaches nobody and runs nothing', async (name) => {
    await open(`hostile ${name}`);
    await expectHarmless();
    // Whatever is drawn over the rest, or takes the focus, the window still does what it is told.
    expect(await answerTime()).toBeLessThan(2_000);
    await page()
      .getByRole('button', { name: text('reader.newer') })
      .first()
      .focus();
  });

  it.each(Object.keys(bombs))('a message that is a bomb leaves the window usable: %s', async (name) => {
    await open(`bomb ${name}`);
    await expectHarmless();
    expect(await answerTime()).toBeLessThan(2_000);
    const height = (await reader().locator('.paper').boundingBox())?.height ?? 0;
    expect(height).toBeLessThanOrEqual(60_001);
  });

  it('loads pictures alone once they are allowed, without a word of who asks', async () => {
    await open('honest pictures');
    await expectHarmless();
    await reader()
      .getByRole('button', { name: text('reader.loadOnce') })
      .click();
    await expect
      .poll(() =>
        recorder
          .heard()
          .filter((line) => line.startsWith('GET'))
          .sort(),
      )
      .toEqual(['GET /img/one.gif', 'GET /img/two.gif']);
    await page().waitForTimeout(500);
    expect(recorder.heard().filter((line) => /\/no\b/.test(line))).toEqual([]);
    for (const path of ['/img/one.gif', '/img/two.gif']) {
      const headers = recorder.headersOf(path) ?? {};
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('referer');
    }
    expect(await signedIn.app.electron.evaluate(({ session }) => session.defaultSession.cookies.get({}))).toEqual([]);
    recorder.forget();
    await open('hostile media');
    await expectHarmless();
  });

  it('asks for pictures of a sender again only after a word that holds for the sender', async () => {
    recorder.forget();
    await open('honest pictures');
    await expectHarmless();
    await reader()
      .getByRole('button', { name: text('reading.remote.always', { name: 'Henrik Dahl' }) })
      .click();
    await expect.poll(() => recorder.heard().filter((line) => line.startsWith('GET')).length).toBe(2);
    recorder.forget();
    await open('hostile base');
    await expectHarmless();
    await open('honest pictures');
    // What was fetched a moment ago may come from memory this time, but not all of it.
    await expect.poll(() => recorder.heard().filter((line) => line.startsWith('GET')).length).toBeGreaterThan(0);
  });

  it('asks again once the word for a sender is forgotten in the settings', async () => {
    await open('hostile base');
    recorder.forget();
    await mailboxPage(page()).settings.click();
    await page()
      .getByRole('navigation', { name: text('settings.label') })
      .getByRole('button', { name: text('readingSettings.title') })
      .click();
    expect(await accessibilityFaults(page())).toEqual([]);
    await page()
      .getByRole('button', { name: /^Forget what was chosen for/ })
      .click();
    await page().getByText(text('readingSettings.noSenders')).waitFor();
    await page()
      .getByRole('button', { name: text('settings.back') })
      .click();
    await open('honest pictures');
    await reader()
      .getByRole('button', { name: text('reading.remote.always', { name: 'Henrik Dahl' }) })
      .waitFor();
    await expectHarmless();
  });
});
