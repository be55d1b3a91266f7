import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../set-up/process-group.mjs';
import { checkPackage } from './check-package.ts';
import { makeDeb } from './deb.ts';
import { readLinuxFacts } from './linux-facts.ts';

/** Has the packed program check itself, and makes the Debian package of it where Debian's tool is. */
export const packageForLinux = async (output: string): Promise<number> => {
  const facts = await readLinuxFacts(output);
  const checked = await checkPackage(join(output, 'linux-unpacked', facts.name));
  if (checked !== 0) return checked;
  if ((await run('dpkg-deb', ['--version'])).code !== 0) {
    console.log('There is no dpkg-deb here, so no Debian package was made.');
    return 0;
  }
  const since = performance.now();
  const file = await makeDeb(facts, output);
  const took = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`The Debian package is ${file}, ${((await stat(file)).size / 1e6).toFixed(1)} MB (${took} s).`);
  return 0;
};
