import { type NativeImage, nativeImage } from 'electron';

const side = 32;

/** A small sheet of paper under the pointer; some systems refuse a drag without a picture. */
export const dragIcon = (): NativeImage => {
  const pixels = Buffer.alloc(side * side * 4);
  for (let y = 2; y < side - 2; y += 1) {
    for (let x = 6; x < side - 6; x += 1) {
      const edge = y === 2 || y === side - 3 || x === 6 || x === side - 7;
      const line = !edge && y > 7 && y < 25 && y % 4 === 0 && x > 9 && x < side - 10;
      const [blue, green, red] = edge || line ? [0x61, 0x5c, 0x0e] : [0xff, 0xff, 0xff];
      pixels.set([blue, green, red, 0xff], (y * side + x) * 4);
    }
  }
  return nativeImage.createFromBitmap(pixels, { width: side, height: side });
};
