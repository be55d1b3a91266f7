export type Mark = 'done' | 'now' | 'todo' | 'bad';

export type PinShape = {
  readonly mark: Mark;
  readonly spring: string;
  readonly driver: { readonly x: number; readonly height: number };
  readonly keyPin: string;
  /** How far the pin stands from the top of its hole. */
  readonly y: number;
};

export type LockShape = { readonly pins: readonly PinShape[]; readonly blade: string; readonly groove: string };

const lengths = [22, 16, 27, 19, 24] as const;
const driverHeight = 24;
const shear = 50;
const gap = 1.5;
const keyway = 90;
const topOfHole = 6;
const center = (pin: number): number => 34 + 47 * pin;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Where the driver of a pin begins: on the shear line when done, part-way when current, resting, or past the line. */
const driverTop = (mark: Mark, length: number): number => {
  const set = shear - driverHeight;
  const rest = keyway - length - gap - driverHeight;
  if (mark === 'done') return set;
  if (mark === 'now') return rest - (rest - set) * 0.58;
  return mark === 'bad' ? set - 11 : rest;
};

const springOf = (x: number, top: number): string => {
  const step = (top - 1 - topOfHole) / 6;
  return Array.from(
    { length: 7 },
    (_, at) => `${at === 0 ? 'M' : 'L'}${x + (at % 2 === 0 ? -4 : 4)} ${round(topOfHole + step * at)}`,
  ).join('');
};

const keyPinOf = (x: number, length: number): string =>
  `M${x - 7} ${driverHeight + gap + 2}a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2V${driverHeight + gap + length - 5}l-4.5 5h-5l-4.5-5Z`;

/** The key's blade reaches the last pin it lifts; its cuts carry the pins at their heights. */
const bladeOf = (pins: readonly PinShape[]): { blade: string; groove: string } => {
  const resting = pins.findIndex((pin) => pin.mark === 'todo');
  const lifted = resting === -1 ? pins.length : resting;
  if (lifted === 0) return { blade: 'M-32 74H2L12 97H-32', groove: 'M-32 90.5H2' };
  let path = 'M-32 74H12';
  let end = 0;
  for (let at = 0; at < lifted; at += 1) {
    const pin = pins[at];
    const length = lengths[at];
    if (pin === undefined || length === undefined) break;
    const cut = round(pin.y + driverHeight + gap + length - 0.5);
    const x = center(at);
    if (at > 0) {
      const before = round((pins[at - 1]?.y ?? 0) + driverHeight + gap + (lengths[at - 1] ?? 0) - 0.5);
      const crest = Math.max(58, Math.min(cut, before) - 5.5);
      path += `L${x - 28.5} ${crest}H${x - 18.5}`;
    }
    path += `L${x - 3} ${cut}H${x + 3}`;
    end = x + 3;
    if (at === lifted - 1) path += `L${x + 4} ${round(cut + 1.5)}`;
  }
  return { blade: `${path}L${end + 13} 97H-32`, groove: `M-32 90.5H${end - 9}` };
};

/** The drawing of a five-pin lock, one pin a step. */
export const lockShape = (marks: readonly Mark[]): LockShape => {
  const pins = lengths.map((length, at): PinShape => {
    const mark = marks[at] ?? 'todo';
    const x = center(at);
    const y = round(driverTop(mark, length));
    return { mark, y, spring: springOf(x, y), driver: { x: x - 7, height: driverHeight }, keyPin: keyPinOf(x, length) };
  });
  return { pins, ...bladeOf(pins) };
};
