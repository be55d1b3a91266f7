/** One square picture of an icon: its PNG, and how many pixels it is wide. */
export type Picture = { readonly size: number; readonly png: Uint8Array };

/**
 * A Windows icon of PNG pictures, which Windows reads since Vista.
 * Layout: header of 6 bytes, one entry of 16 bytes a picture, then the pictures; 256 is written as 0.
 */
export const windowsIcon = (pictures: readonly Picture[]): Uint8Array => {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, at) => {
    const entry = 6 + 16 * at;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
};

/** Kinds of a macOS icon that hold a PNG, by the pixels they are wide; the second of a size is for displays of double density. */
const appleKinds: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A macOS icon: `icns`, the length of all, then kind, length and bytes of each picture. Lengths count their own 8 bytes. */
export const appleIcon = (pictures: readonly Picture[]): Uint8Array => {
  const chunk = (kind: string, content: Uint8Array): Buffer => {
    const head = Buffer.alloc(8);
    head.write(kind, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  const chunks = pictures.flatMap(({ size, png }) => (appleKinds[size] ?? []).map((kind) => chunk(kind, png)));
  return chunk('icns', Buffer.concat(chunks));
};
