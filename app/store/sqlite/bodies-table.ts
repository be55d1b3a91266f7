import type { BodyFacts, MessageId } from '../port.ts';
import { packBody, unpackSource, unpackText } from './body-packing.ts';
import type { Database } from './database.ts';

const previewLength = 200;
/** Characters of a text that are indexed; more would hold up everything else. */
export const indexedLength = 200_000;

const nothing = new Uint8Array();

type TextRecord = { names: string; form: number; text_bytes: number; packed: Uint8Array<ArrayBuffer> | null };
type BodyRecord = TextRecord & { complete: number; packed_source: Uint8Array<ArrayBuffer> | null };

export type BodyText = { readonly text: string; readonly names: readonly string[] };

const previewOf = (text: string): string =>
  text
    .slice(0, previewLength * 4)
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, previewLength);

const textOf = ({ form, text_bytes, packed }: TextRecord): string =>
  unpackText({ form, textBytes: text_bytes, packed: packed ?? nothing });

export type BodiesTable = ReturnType<typeof createBodiesTable>;

export const createBodiesTable = (db: Database) => {
  const insert = db.prepare(
    `INSERT OR REPLACE INTO body (id, preview, complete, names, text_bytes, form, packed, packed_source)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectText = db.prepare('SELECT names, form, text_bytes, packed FROM body WHERE id = ?');

  return {
    put: (id: MessageId, body: BodyFacts): void => {
      const { form, textBytes, packed, packedSource } = packBody(body.text, body.source);
      insert.run([
        id,
        body.preview ?? previewOf(body.text),
        Number(body.complete),
        JSON.stringify(body.attachmentNames),
        textBytes,
        form,
        packed,
        packedSource,
      ]);
    },

    get: (id: MessageId): BodyFacts | undefined => {
      const record = db
        .prepare('SELECT names, form, text_bytes, packed, complete, packed_source FROM body WHERE id = ?')
        .get<BodyRecord>([id]);
      return (
        record && {
          source: unpackSource({
            form: record.form,
            textBytes: record.text_bytes,
            packed: record.packed ?? nothing,
            packedSource: record.packed_source,
          }),
          complete: record.complete !== 0,
          text: textOf(record),
          attachmentNames: JSON.parse(record.names) as string[],
        }
      );
    },

    /** The part of a body that is searched, without its source. */
    text: (id: MessageId): BodyText | undefined => {
      const record = selectText.get<TextRecord>([id]);
      return record && { text: textOf(record), names: JSON.parse(record.names) as string[] };
    },

    remove: (id: MessageId): void => {
      db.prepare('DELETE FROM body WHERE id = ?').run([id]);
    },
  };
};
