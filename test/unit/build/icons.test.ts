import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appleIcon, windowsIcon } from '../../../build/icons/containers.ts';

const resources = join(import.meta.dirname, '../../../build/resources');
const png = Buffer.from('89504e470d0a1a0a', 'hex');

describe('icons', () => {
  it('lie in a Windows icon one after the other, where their entries say', () => {
    const icon = Buffer.from(
      windowsIcon([
        { size: 16, png },
        { size: 256, png: Buffer.concat([png, png]) },
      ]),
    );
    expect([icon.readUInt16LE(2), icon.readUInt16LE(4)]).toEqual([1, 2]);
    expect([icon.readUInt8(6), icon.readUInt8(22)]).toEqual([16, 0]);
    for (const entry of [6, 22]) {
      const [length, offset] = [icon.readUInt32LE(entry + 8), icon.readUInt32LE(entry + 12)];
      expect(icon.subarray(offset, offset + 8)).toEqual(png);
      expect(offset + length).toBeLessThanOrEqual(icon.length);
    }
  });

  it('lie in a macOS icon under every kind of their size', () => {
    const icon = Buffer.from(appleIcon([{ size: 32, png }]));
    expect(icon.readUInt32BE(4)).toBe(icon.length);
    const kinds = [];
    for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) kinds.push(icon.toString('latin1', at, at + 4));
    expect(kinds).toEqual(['icp5', 'ic11']);
  });

  it('are there in every size', () => {
    const windows = readFileSync(join(resources, 'icon.ico'));
    expect(windows.readUInt16LE(4)).toBe(7);
    const apple = readFileSync(join(resources, 'icon.icns'));
    expect([apple.toString('latin1', 0, 4), apple.readUInt32BE(4)]).toEqual(['icns', apple.length]);
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const picture = readFileSync(join(resources, `icons/${size}x${size}.png`));
      expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});
