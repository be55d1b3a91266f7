import { expect, it } from 'vitest';
import { changePreferences } from '../../../app/domain/preference-change.ts';
import { usualPreferences } from '../../../app/domain/preferences.ts';
import type { WindowStart } from '../../../app/domain/window-start.ts';
import { startPage } from '../../../main/security/start-page.ts';

const html = '<!doctype html><html lang="en"><head><title>x</title></head><body></body></html>';
const start: WindowStart = { preferences: usualPreferences, systemLanguage: 'en', region: 'en-GB' };

it('gives the page its language and look before anything is drawn', () => {
  const dark = changePreferences(usualPreferences, { group: 'appearance', values: { theme: 'dark', textSize: 130 } });
  const page = startPage(html, { ...start, preferences: dark, systemLanguage: 'de' });
  expect(page).toContain(
    '<html lang="de" dir="ltr" data-theme="dark" data-density="comfortable" data-text-size="130">',
  );
  expect(startPage(html, start)).not.toContain('data-theme');
});

it('lets nothing that was typed out of its attribute', () => {
  const folders = ['"><script>alert(1)</script>', '$&'];
  const odd = changePreferences(usualPreferences, { group: 'notifications', values: { folders } });
  const page = startPage(html, { ...start, preferences: odd });
  expect(page).not.toContain('<script>');
  const content = /name="start" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const text = content
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  expect((JSON.parse(text) as WindowStart).preferences.notifications.folders).toEqual(folders);
});
