import { expect, it } from 'vitest';
import { z } from 'zod';
import { createSettingsTable } from '../../../../app/store/sqlite/settings-table.ts';
import { temporaryStore } from '../../store/store-files.ts';

it('keeps small settings, and gives nothing where they do not fit', () => {
  const store = temporaryStore();
  const settings = createSettingsTable(store.database);
  const seconds = z.int().min(0).max(60);
  expect(settings.get('undoSeconds', seconds)).toBeUndefined();
  settings.set('undoSeconds', 10);
  settings.set('undoSeconds', 20);
  expect(settings.get('undoSeconds', seconds)).toBe(20);
  expect(settings.get('undoSeconds', z.string())).toBeUndefined();
  store.database.exec("UPDATE settings SET value = '{broken'");
  expect(settings.get('undoSeconds', seconds)).toBeUndefined();
  settings.set('undoSeconds', 5);
  store.rebuildCache();
  expect(settings.get('undoSeconds', seconds)).toBe(5);
  settings.remove('undoSeconds');
  expect(settings.get('undoSeconds', seconds)).toBeUndefined();
});
