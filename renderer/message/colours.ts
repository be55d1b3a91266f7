/** Red, green and blue from 0 to 255, and opacity from 0 to 1. */
export type Colour = { readonly red: number; readonly green: number; readonly blue: number; readonly alpha: number };

/** What is painted: on dark pages surfaces turn dark and writing turns light, each only where it is not so already. */
export type Role = 'surface' | 'writing';

const toLinear = (channel: number): number => {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const fromLinear = (value: number): number => {
  const clipped = Math.min(1, Math.max(0, value));
  return Math.round(255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055));
};

/** Lightness as it is seen, and the two axes of hue (Oklab). */
const toLab = ({ red, green, blue }: Colour): readonly [number, number, number] => {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};
const fromLab = ([lightness, a, b]: readonly [number, number, number], alpha: number): Colour => {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    red: fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    green: fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    blue: fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
    alpha,
  };
};

/** The lightness of the dark page and of its writing: white becomes the one, black the other. */
const page = 0.23;
const ink = 0.94;
const middle = 0.62;
/** The page as the frame draws it. */
const paper = { red: 31, green: 29, blue: 26 };

/**
 * A colour of a message as it is shown on a dark page. Hue stays; a light surface becomes a dark one and dark writing a
 * light one, in order, so that what stood out still does. Dark surfaces and light writing are left as they are.
 */
export const onDarkPage = (colour: Colour, role: Role): Colour => {
  const [lightness, a, b] = toLab(colour);
  if (role === 'surface') {
    if (lightness <= middle) return colour;
    // White paper is the page itself.
    if (lightness > 0.985 && Math.hypot(a, b) < 0.01) return { ...paper, alpha: colour.alpha };
    const dimmed = page + ((1 - lightness) / (1 - middle)) * (middle - page) * 0.6;
    return fromLab([dimmed, a * 0.8, b * 0.8], colour.alpha);
  }
  if (lightness >= 0.72) return colour;
  return fromLab([ink - (lightness / 0.72) * (ink - 0.72), a * 0.9, b * 0.9], colour.alpha);
};

const written =
  /rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:\s*[,/]\s*([\d.]+)(%?))?\s*\)|#([0-9a-f]{3,8})\b/gi;

const fromHex = (hex: string): Colour | undefined => {
  const long = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
  if (long.length !== 6 && long.length !== 8) return undefined;
  const at = (from: number): number => Number.parseInt(long.slice(from, from + 2), 16);
  return { red: at(0), green: at(2), blue: at(4), alpha: long.length === 8 ? at(6) / 255 : 1 };
};

const print = ({ red, green, blue, alpha }: Colour): string =>
  alpha >= 1 ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${Number(alpha.toFixed(3))})`;

/** Names a colour in a value is written with, apart from those that mean another element's or the system's own. */
const named = /(?<![\w#(-])[a-z]{3,20}(?![\w(-])/gi;

/**
 * A value with every colour in it turned for a dark page.
 * @param resolve a name as `#rrggbb` or `rgb(…)`; undefined where it names no colour
 */
export const valueOnDarkPage = (value: string, role: Role, resolve: (name: string) => string | undefined): string => {
  const explicit = value.replace(named, (name) => resolve(name) ?? name);
  return explicit.replace(written, (whole, red, green, blue, alpha, percent, hex) => {
    const opacity = alpha === undefined ? 1 : Number(alpha) / (percent === '%' ? 100 : 1);
    const colour: Colour | undefined =
      hex === undefined ? { red: Number(red), green: Number(green), blue: Number(blue), alpha: opacity } : fromHex(hex);
    return colour === undefined ? whole : print(onDarkPage(colour, role));
  });
};

/** What a property paints, where it paints with a colour at all. */
export const roleOf = (property: string): Role | undefined => {
  if (property === 'color' || property === 'text-decoration-color' || property === '-webkit-text-fill-color') {
    return 'writing';
  }
  if (/^(?:background(?:-color|-image)?|border(?:-.*)?-color|outline-color|box-shadow)$/.test(property))
    return 'surface';
  return undefined;
};
