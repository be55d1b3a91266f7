import type { BodyFacts, MessageId } from '../port.ts';
import { pack, sourcePacked, textPacked, unpack } from './body-packing.ts';
import type { Database } from './database.ts';

const previewLength = 200;
/** Characters of a text that are indexed; more would hold up everything else. */
export const indexedLength = 200_000;

type BodyRecord = {
  complete: number;
  names: string;
  method: number;
  packed_text: Uint8Array<ArrayBuffer>;
  packed_source: Uint8Array<ArrayBuffer>;
};

export type BodyText = { readonly text: string; readonly names: readonly string[] };

const previewOf = (text: string): string =>
  text
    .slice(0, previewLength * 4)
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, previewLength);

const textOf = (record: Pick<BodyRecord, 'method' | 'packed_text'>): string =>
  Buffer.from(unpack(record.packed_text, (record.method & textPacked) !== 0)).toString('utf8');

export const createBodiesTable = (db: Database) => ({
  put: (id: MessageId, body: BodyFacts): void => {
    const text = pack(Buffer.from(body.text, 'utf8'));
    const source = pack(new Uint8Array(body.source));
    db.prepare(
      `INSERT OR REPLACE INTO body (id, preview, complete, names, text_length, method, packed_text, packed_source)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run([
      id,
      previewOf(body.text),
      Number(body.complete),
      JSON.stringify(body.attachmentNames),
      body.text.length,
      (text.packed ? textPacked : 0) | (source.packed ? sourcePacked : 0),
      text.bytes,
      source.bytes,
    ]);
  },

  get: (id: MessageId): BodyFacts | undefined => {
    const record = db
      .prepare('SELECT complete, names, method, packed_text, packed_source FROM body WHERE id = ?')
      .get<BodyRecord>([id]);
    return (
      record && {
        source: unpack(record.packed_source, (record.method & sourcePacked) !== 0),
        complete: record.complete !== 0,
        text: textOf(record),
        attachmentNames: JSON.parse(record.names) as string[],
      }
    );
  },

  /** The part of a body that is searched, without its source. */
  text: (id: MessageId): BodyText | undefined => {
    const record = db
      .prepare('SELECT names, method, packed_text FROM body WHERE id = ?')
      .get<Pick<BodyRecord, 'names' | 'method' | 'packed_text'>>([id]);
    return record && { text: textOf(record), names: JSON.parse(record.names) as string[] };
  },

  remove: (id: MessageId): void => {
    db.prepare('DELETE FROM body WHERE id = ?').run([id]);
  },
});

export type BodiesTable = ReturnType<typeof createBodiesTable>;
