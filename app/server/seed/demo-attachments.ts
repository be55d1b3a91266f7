import { deflateSync } from 'node:zlib';
import type { ThreadAttachment } from './demo-threads.ts';

type Attachment = { readonly filename: string; readonly contentType: string; readonly content: Buffer };

const pdf = (): Buffer => {
  const stream =
    'BT /F1 20 Tf 72 720 Td (Plan of the hall, scale 1:200) Tj ET 72 120 451 540 re S 300 120 m 300 660 l S';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
};

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

const crc = (bytes: Buffer): number => {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
};

const chunk = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(named));
  return Buffer.concat([length, named, check]);
};

/** A small sunset over water, drawn line by line. */
const png = (): Buffer => {
  const [width, height] = [320, 200];
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const sun = (x - 220) ** 2 + (y - 90) ** 2 < 1200;
      const sea = y > 120;
      const shade = Math.round((y / height) * 90);
      const colour =
        sun && !sea
          ? [250, 220, 140]
          : sea
            ? [30, 70 + shade / 2, 110 + shade / 3]
            : [240 - shade, 150 + shade / 2, 120];
      rows.set(colour.map(Math.round), y * (width * 3 + 1) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const csv = (): Buffer =>
  Buffer.from(
    [
      'week;hall;pallets in;pallets out;late',
      '44;1;212;198;3',
      '45;1;240;251;1',
      '45;3;96;88;0',
      '46;1;231;229;2',
      '',
    ].join('\r\n'),
  );

const calendar = (): Buffer =>
  Buffer.from(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Latchkey Mail//Demo//EN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:demo-meeting@outside.example',
      'DTSTAMP:20260101T090000Z',
      'DTSTART:20260312T180000Z',
      'DTEND:20260312T193000Z',
      'SUMMARY:Meeting, room 12',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );

const makers: Record<ThreadAttachment, { readonly contentType: string; readonly make: () => Buffer }> = {
  'plan.pdf': { contentType: 'application/pdf', make: pdf },
  'figures.csv': { contentType: 'text/csv; charset=utf-8', make: csv },
  'photo.png': { contentType: 'image/png', make: png },
  'invitation.ics': { contentType: 'text/calendar; charset=utf-8', make: calendar },
};

const made = new Map<ThreadAttachment, Attachment>();

/** The file of that name, valid for the programs that open its kind. */
export const demoAttachment = (name: ThreadAttachment): Attachment => {
  const known = made.get(name);
  if (known !== undefined) return known;
  const { contentType, make } = makers[name];
  const attachment = { filename: name, contentType, content: make() };
  made.set(name, attachment);
  return attachment;
};
