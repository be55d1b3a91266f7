import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../../app/mail/mime/parse-message.ts';
import { type Part, parseTree } from '../../../../app/mail/mime/part-tree.ts';
import { assemble, planParts, type StructureNode } from '../../../../app/mail/mime/reduced-source.ts';
import { toBody } from '../../../../app/mail/mime/to-body.ts';
import { corpus, key } from './corpus.ts';
import { mail } from './message-text.ts';

/** What a server's BODYSTRUCTURE says of a message. */
const structureOf = (part: Part): StructureNode => ({
  type: part.type.value,
  parameters: Object.fromEntries(part.type.parameters),
  encoding: part.encoding === '' ? '7bit' : part.encoding,
  size: part.end - part.bodyStart,
  id: part.fields.find(({ name }) => name === 'content-id')?.value,
  location: part.fields.find(({ name }) => name === 'content-location')?.value,
  disposition: part.disposition.value === '' ? undefined : part.disposition.value,
  dispositionParameters: Object.fromEntries(part.disposition.parameters),
  childNodes: part.children.length === 0 ? undefined : part.children.map(structureOf),
});

const leaf = (part: Part, section: string): Part | undefined => {
  if (part.children.length === 0) return section === '1' || section === part.path ? part : undefined;
  return part.children
    .map((child) => (child.path === section ? child : leaf(child, section)))
    .find((one) => one?.path === section);
};

const reduce = (bytes: Buffer) => {
  const { root, source } = parseTree(bytes);
  const structure = structureOf(root);
  const plan = planParts(structure);
  const parts = new Map<string, Uint8Array>();
  for (const { section, length } of plan.sections) {
    const part = leaf(root, section);
    if (part !== undefined)
      parts.set(section, source.subarray(part.bodyStart, Math.min(part.end, part.bodyStart + length)));
  }
  return { plan, parts, reduced: assemble(structure, source.subarray(root.start, root.bodyStart), parts) };
};

const big = mail(`From: Ann <ann@x.example>
Subject: =?utf-8?q?gro=C3=9F?=
Content-Type: multipart/mixed;
 boundary=M
DKIM-Signature: v=1

--M
Content-Type: multipart/alternative; boundary=A

--A
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

gr=C3=BC=C3=9Fe
--A
Content-Type: text/html; charset=utf-8

<p>rich</p>
--A--
--M
Content-Type: application/pdf; name*=utf-8''gro%C3%9F%22.pdf
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename*=utf-8''gro%C3%9F%22.pdf

${`${'A'.repeat(76)}\n`.repeat(20_000)}
--M
Content-Type: text/plain; name=log.txt
Content-Disposition: attachment

${'line\n'.repeat(100_000)}
--M--
`);

describe('a message without its attachments', () => {
  const { plan, reduced } = reduce(big);

  it('fetches its texts alone', () => {
    expect(plan.sections.map(({ section }) => section)).toEqual(['1.1', '1.2']);
    expect(plan.leftOut).toBeGreaterThan(2_000_000);
    expect(reduced.length).toBeLessThan(2000);
  });

  it('is read like the whole one', () => {
    const [whole, part] = [readMessage(key, big), readMessage(key, reduced, { complete: false })];
    expect(part).toEqual({ ...whole, attachments: expect.anything() });
    expect(part.attachments.map(({ name, mimeType, part: path, kind }) => ({ name, mimeType, path, kind }))).toEqual(
      whole.attachments.map(({ name, mimeType, part: path, kind }) => ({ name, mimeType, path, kind })),
    );
    for (const [at, { size }] of part.attachments.entries()) {
      const real = whole.attachments[at]?.size ?? 0;
      expect(Math.abs(size - real) / real).toBeLessThan(0.01);
    }
    const [wholeBody, partBody] = [toBody(big), toBody(reduced, false)];
    expect(partBody).toEqual({ ...wholeBody, source: reduced, complete: false });
  });
});

it('says the same of every message of the corpus', () => {
  for (const { name, source } of corpus) {
    const { root } = parseTree(source);
    if (root.fields.length === 0) continue;
    const whole = readMessage(key, source);
    const { reduced } = reduce(source);
    const part = readMessage(key, reduced, { complete: false });
    expect({ name, subject: part.subject, from: part.from, list: part.list }).toEqual({
      name,
      subject: whole.subject,
      from: whole.from,
      list: whole.list,
    });
    if (whole.limited === true) continue;
    expect({ name, text: part.text?.trim(), protection: part.protection }).toEqual({
      name,
      text: whole.text?.trim(),
      protection: whole.protection,
    });
    expect(part.attachments.map((one) => one.name)).toEqual(whole.attachments.map((one) => one.name));
  }
});

const lies: fc.Arbitrary<StructureNode> = fc.letrec<{ node: StructureNode }>((tie) => ({
  node: fc.record(
    {
      type: fc.oneof(fc.constantFrom('text/plain', 'multipart/mixed', 'image/png', 'message/rfc822'), fc.string()),
      parameters: fc.dictionary(fc.string(), fc.string({ unit: 'binary' })),
      encoding: fc.oneof(fc.constantFrom('base64', '8bit'), fc.string()),
      size: fc.oneof(fc.nat(), fc.constantFrom(-1, Number.NaN, Number.POSITIVE_INFINITY)),
      id: fc.string(),
      location: fc.constantFrom('http://x.example/\r\nSubject: evil\r\n\r\n', 'a'),
      disposition: fc.oneof(fc.constantFrom('attachment', 'inline'), fc.string()),
      dispositionParameters: fc.constant({ filename: 'a\r\nSubject: evil\r\n\r\n"; x="' }),
      childNodes: fc.array(tie('node'), { maxLength: 4 }),
    },
    { requiredKeys: ['type'] },
  ),
})).node;

it('lets a server that lies about the structure write nothing into the header', () => {
  const header = Buffer.from('Subject: true\r\nFrom: a@x.example\r\n\r\n');
  fc.assert(
    fc.property(lies, (structure) => {
      const plan = planParts(structure);
      const parts = new Map(plan.sections.map(({ section }) => [section, Buffer.from('text')]));
      const message = readMessage(key, assemble(structure, header, parts), { complete: false });
      expect(message.subject).toBe('true');
      expect(JSON.stringify({ ...message, attachments: [], text: '', html: '' })).not.toContain('evil');
    }),
    { numRuns: 1000 },
  );
});
