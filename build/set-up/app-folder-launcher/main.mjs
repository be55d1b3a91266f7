import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const argument = process.argv.slice(1).find((each) => !each.startsWith('-'));
if (argument === undefined) {
  process.stderr.write('Name the folder of the application to open.\n');
  app.exit(2);
} else {
  const folder = resolve(argument);
  const { name, productName, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setAppPath(folder);
  app.setName(productName ?? name);
  app.setVersion?.(version);
  // The main script may await before it is ready, and Electron waits for a top-level await only.
  await import(pathToFileURL(join(folder, main)).href);
}
