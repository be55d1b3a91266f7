import { z } from 'zod';
import { textSizes } from './choices.ts';
import { listOrder } from './conversation.ts';
import { spellingLanguages } from './spelling.ts';

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

const spellingChoice = z.union([z.literal('usual'), z.array(z.enum(spellingLanguages)).max(spellingLanguages.length)]);

/**
 * What a person chooses for the whole application, one object a group. Every field has a default: a profile without
 * the file, or with one written before a field existed, has all of them.
 */
const groups = {
  general: z.object({
    language: z.enum(['system', 'en', 'de']).default('system'),
    /** What closing the window does. */
    closing: z.enum(['quit', 'tray']).default('quit'),
    tray: z.boolean().default(false),
    /** Hints that were read and put away. */
    hintsSeen: z.array(z.string().max(40)).max(100).default([]),
  }),
  appearance: z.object({
    theme: z.enum(['system', 'light', 'dark']).default('system'),
    density: z.enum(['comfortable', 'compact']).default('comfortable'),
    textSize: z.literal(textSizes).default(100),
  }),
  layout: z.object({
    /** Widths in CSS pixels, of both densities. */
    sideWidth: z.int().min(180).max(320).default(228),
    listWidth: z.int().min(300).max(560).default(376),
    compactSideWidth: z.int().min(180).max(320).default(212),
    compactListWidth: z.int().min(300).max(560).default(436),
    /** Paths of folders whose own folders are not shown. */
    collapsed: z.array(z.string().max(1024)).max(500).default([]),
  }),
  list: z.object({
    order: listOrder.default('newest'),
    /** Buttons on the line under the pointer. */
    hoverActions: z.boolean().default(true),
    /** Paths of the folders messages were moved to, the latest first. */
    recentFolders: z.array(z.string().max(1024)).max(8).default([]),
  }),
  reading: z.object({
    /** Pictures from the network: asked for each message, or never even offered, or always loaded. */
    remotePictures: z.enum(['ask', 'never', 'always']).default('ask'),
    /** On a dark page messages are turned dark as well. */
    darkMail: z.boolean().default(true),
    foldQuotes: z.boolean().default(true),
  }),
  finding: z.object({
    order: z.enum(['newest', 'relevance']).default('newest'),
    /** Whether a search begins in the folder that is shown, or in all mail. */
    scope: z.enum(['folder', 'all']).default('all'),
    /** Ids of the commands that were chosen last in the palette, newest first. */
    recentCommands: z.array(z.string().max(60)).max(20).default([]),
  }),
  writing: z.object({
    format: z.enum(['rich', 'plain']).default('rich'),
    /** Seconds a message can still be taken back after sending; 0: goes at once. */
    undoSeconds: z.int().min(0).max(60).default(8),
    warnOutside: z.boolean().default(true),
    warnAttachment: z.boolean().default(true),
    spelling: spellingChoice.default('usual'),
    /** Where answers are written: in a window of their own, or below the message. */
    answers: z.enum(['window', 'below']).default('window'),
  }),
  notifications: z.object({
    newMail: z.boolean().default(true),
    /** Paths of the folders whose new mail is told, in every account. */
    folders: z.array(z.string().max(1024)).max(200).default(['INBOX']),
    /** First words of the message beside sender and subject. */
    preview: z.boolean().default(true),
    sound: z.enum(['system', 'none']).default('system'),
    /** Not told while the window shows that very folder in front. */
    quietInFront: z.boolean().default(true),
    badge: z.boolean().default(true),
    quietHours: z.boolean().default(false),
    quietFrom: timeOfDay.default('22:00'),
    quietTo: timeOfDay.default('07:00'),
    /** Nothing is told until then; empty: no such pause. */
    quietUntil: z.union([z.literal(''), z.iso.datetime()]).default(''),
  }),
  keyboard: z.object({
    map: z.enum(['latchkey', 'gmail']).default('latchkey'),
    /** Keys that also type something. */
    singleLetters: z.boolean().default(true),
    /** A command's own keys instead of those of the map, by its id; none for an empty list. */
    changed: z.record(z.string().max(60), z.array(z.string().min(1).max(60)).max(4)).default({}),
  }),
} as const;

export type PreferenceGroup = keyof typeof groups;
export type Preferences = { readonly [G in PreferenceGroup]: z.infer<(typeof groups)[G]> };

/** New values for some fields of one group. */
export type PreferenceChange = {
  readonly [G in PreferenceGroup]: { readonly group: G; readonly values: Partial<Preferences[G]> };
}[PreferenceGroup];

type Field = z.ZodDefault<z.ZodType>;
const fieldsOf = (group: PreferenceGroup): Readonly<Record<string, Field>> => groups[group].shape;
const names = Object.keys(groups) as PreferenceGroup[];

export const preferences = z.object(groups) as unknown as z.ZodType<Preferences>;

/** What a change must look like: a group that exists, and valid values for fields of it. */
export const preferenceChange = z.union(
  names.map((group) => {
    // A field that is not named stays as it is: its default must not step in.
    const optional = Object.entries(fieldsOf(group)).map(([name, field]) => [name, field.unwrap().optional()]);
    return z.strictObject({ group: z.literal(group), values: z.strictObject(Object.fromEntries(optional)) });
  }),
) as unknown as z.ZodType<PreferenceChange>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads what was kept, field by field.
 * @returns what is valid of it, the rest by default; `whole` is false where something was not
 */
export const readPreferences = (kept: unknown): { readonly preferences: Preferences; readonly whole: boolean } => {
  let whole = isObject(kept);
  const read = names.map((group) => {
    const values: unknown = isObject(kept) ? kept[group] : undefined;
    whole &&= values === undefined || isObject(values);
    const fields = Object.entries(fieldsOf(group)).map(([name, field]) => {
      const value = isObject(values) ? values[name] : undefined;
      const parsed = field.safeParse(value);
      whole &&= parsed.success;
      return [name, parsed.success ? parsed.data : field.parse(undefined)];
    });
    return [group, Object.fromEntries(fields)];
  });
  return { preferences: Object.fromEntries(read) as Preferences, whole };
};

export const usualPreferences: Preferences = readPreferences({}).preferences;
