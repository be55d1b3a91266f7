import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { appleIcon, type Picture, windowsIcon } from './icons/containers.ts';

const run = promisify(execFile);
const resources = join(import.meta.dirname, 'resources');
const drawing = join(resources, 'icon.svg');

const draw = async (size: number): Promise<Picture> => {
  const { stdout } = await run('rsvg-convert', ['-w', String(size), '-h', String(size), drawing], {
    encoding: 'buffer',
    maxBuffer: 16 * 1024 * 1024,
  });
  return { size, png: stdout };
};

const pictures = await Promise.all([16, 24, 32, 48, 64, 128, 256, 512, 1024].map(draw));
const upTo = (most: number): readonly Picture[] => pictures.filter(({ size }) => size <= most);
await mkdir(join(resources, 'icons'), { recursive: true });
await Promise.all([
  ...upTo(512).map(({ size, png }) => writeFile(join(resources, 'icons', `${size}x${size}.png`), png)),
  writeFile(join(resources, 'icon.ico'), windowsIcon(upTo(256))),
  writeFile(join(resources, 'icon.icns'), appleIcon(pictures.filter(({ size }) => size !== 24 && size !== 48))),
]);
process.stdout.write(`${pictures.length} sizes of ${drawing}\n`);
