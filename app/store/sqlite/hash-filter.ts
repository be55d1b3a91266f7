const bitsEach = 16;
const probes = 3;
const firstRoom = 1 << 15;

type Layer = { readonly bits: Uint32Array; readonly mask: number; room: number };

const createLayer = (room: number): Layer => ({
  bits: new Uint32Array((room * bitsEach) / 32),
  mask: room * bitsEach - 1,
  room,
});

/** Hashes of which most that are asked for are not among them, which it tells without a look at the database. */
export type HashFilter = {
  readonly add: (hash: number) => void;
  /** False: it was never added. */
  readonly mayHave: (hash: number) => boolean;
};

/** For hashes of up to 52 bits; two bytes for each. */
export const createHashFilter = (): HashFilter => {
  const layers = [createLayer(firstRoom)];
  const stepOf = (hash: number): number => Math.floor(hash / 2 ** 32) * 2 + 1;
  return {
    add: (hash) => {
      let layer = layers.at(-1) as Layer;
      if (layer.room === 0) {
        layer = createLayer(firstRoom * 2 ** layers.length);
        layers.push(layer);
      }
      layer.room -= 1;
      const step = stepOf(hash);
      for (let probe = 0, place = hash >>> 0; probe < probes; probe += 1, place += step) {
        const bit = place & layer.mask;
        layer.bits[bit >>> 5] = (layer.bits[bit >>> 5] as number) | (1 << (bit & 31));
      }
    },
    mayHave: (hash) => {
      const step = stepOf(hash);
      return layers.some(({ bits, mask }) => {
        for (let probe = 0, place = hash >>> 0; probe < probes; probe += 1, place += step) {
          const bit = place & mask;
          if (((bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) return false;
        }
        return true;
      });
    },
  };
};
