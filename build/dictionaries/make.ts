import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findRuntime } from '../set-up/electron-runtime.mjs';
import { dictionaries, dictionaryFile } from './dictionaries.ts';

/** Chromium's own program for this, and the libraries a Debian without a desktop lacks for it. */
const converter = ['qtwebengine5-dev-tools', 'libqt5core5a', 'libdouble-conversion3', 'libpcre2-16-0'];
/** The terms name these only; they ask to come with the work. */
const licences = ['GPL-3', 'LGPL-2.1'];

const read = async (path: string): Promise<string> => {
  const bytes = await readFile(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim();
};

const runtime = await findRuntime();
if (runtime === undefined) throw new Error('There is no Electron yet: run "npm run build" first.');
const work = await mkdtemp(join(tmpdir(), 'dictionaries-'));
try {
  const packages = [...converter, ...dictionaries.map(({ name, version }) => `${name}=${version}`)];
  execFileSync('apt-get', ['download', ...packages], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const file of await readdir(work)) execFileSync('dpkg-deb', ['-x', join(work, file), join(work, 'root')]);

  const texts: string[] = [];
  for (const { language, name, version, licence, terms, words } of dictionaries) {
    const made = join(import.meta.dirname, dictionaryFile(language));
    execFileSync(
      join(work, 'root/usr/lib/qt5/bin/qwebengine_convert_dict'),
      [join(work, 'root/usr/share/hunspell', `${words}.dic`), made],
      {
        env: {
          ...process.env,
          LD_LIBRARY_PATH: join(work, `root/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`),
          QT_WEBENGINE_ICU_DATA_DIR: dirname(runtime.path),
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const own = await Promise.all(terms.map((file) => read(join(work, 'root/usr/share/doc', name, file))));
    texts.push(`${name} ${version}\n${licence}\n\n${own.join('\n\n')}\n`);
  }
  for (const name of licences) texts.push(`${name}\n\n${await read(join('/usr/share/common-licenses', name))}\n`);
  await writeFile(join(import.meta.dirname, 'licences.txt'), texts.join(`\n${'-'.repeat(72)}\n\n`));
} finally {
  await rm(work, { recursive: true });
}
