import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeMaterial } from './generator.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, 'per-folder': { type: 'string' }, seed: { type: 'string' } },
});
const [maildir] = positionals;
if (maildir === undefined) {
  console.error('Usage: npx tsx test/bench/engine/generator-cli.ts [--count N] [--per-folder N] [--seed N] MAILDIR');
  process.exit(1);
}
mkdirSync(maildir, { recursive: true });
const { messages, bytes, seconds } = await writeMaterial(maildir, {
  ...(values.count !== undefined && { count: Number(values.count) }),
  ...(values['per-folder'] !== undefined && { perFolder: Number(values['per-folder']) }),
  ...(values.seed !== undefined && { seed: Number(values.seed) }),
});
console.log(`${messages} messages, ${(bytes / 1e6).toFixed(0)} MB, ${seconds.toFixed(1)} s`);
