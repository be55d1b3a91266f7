import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Tells the system that a file came from the internet, so that it and the programs that open it are careful: the zone
 * identifier on Windows, the quarantine attribute on macOS. Linux has no such mark. A file system without a place for
 * it keeps none.
 */
export const markOrigin = async (file: string): Promise<void> => {
  try {
    if (process.platform === 'win32') await writeFile(`${file}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n');
    if (process.platform === 'darwin') {
      const now = Math.floor(Date.now() / 1000).toString(16);
      await run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', `0083;${now};Latchkey Mail;`, file]);
    }
  } catch {
    // The mark is more than the file system can hold; the guard before opening does not rest on it.
  }
};
