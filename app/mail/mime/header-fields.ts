import { decodeWords, oneLine, rawHeaderText } from './encoded-words.ts';

/** One header field; the value is unfolded, one character a byte. */
export type HeaderField = { readonly name: string; readonly value: string };

export type HeaderFields = readonly HeaderField[];

/** The first field of a name, as it stands; empty without one. @param name lower case */
export const fieldOf = (fields: HeaderFields, name: string): string =>
  fields.find((field) => field.name === name)?.value ?? '';

/** All fields of a name, topmost first. @param name lower case */
export const fieldsOf = (fields: HeaderFields, name: string): string[] =>
  fields.flatMap((field) => (field.name === name ? [field.value] : []));

/** The first field of a name as text for a person: decoded, on one line. @param name lower case */
export const textOf = (fields: HeaderFields, name: string): string =>
  oneLine(decodeWords(rawHeaderText(fieldOf(fields, name))));

/** A Content-ID, Message-ID and the like without its angle brackets. */
export const bareId = (value: string): string => /<([^<>]*)>/.exec(value)?.[1]?.trim() ?? value.trim();
