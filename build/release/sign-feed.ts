import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Signs every feed in the folder with the release's Ed25519 key, which comes as PEM in UPDATE_SIGNING_KEY. */
const pem = process.env['UPDATE_SIGNING_KEY'] ?? '';
const folder = process.argv[2] ?? 'dist';
if (pem === '') {
  console.log('There is no UPDATE_SIGNING_KEY: the feeds are left unsigned, and no program will believe them.');
} else {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('UPDATE_SIGNING_KEY is not an Ed25519 key.');
  const bytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  for (const name of (await readdir(folder)).filter(
    (each) => /^[\w-]+\.yml$/.test(each) && !each.startsWith('builder-'),
  )) {
    const path = join(folder, name);
    await writeFile(`${path}.sig`, sign(null, await readFile(path), key).toString('base64'));
    console.log(`${name} is signed; programs that believe it have the key ${bytes.toString('base64')}.`);
  }
}
