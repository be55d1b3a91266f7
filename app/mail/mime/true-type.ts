const startsWith = (bytes: Buffer, signature: string, at = 0): boolean =>
  bytes.toString('latin1', at, at + signature.length) === signature;

const zipped = (bytes: Buffer): string => {
  const head = bytes.toString('latin1', 0, 4096);
  if (head.includes('word/')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (head.includes('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (head.includes('ppt/')) return 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
  const told = /mimetype(application\/[\w.+-]+?)PK/.exec(head)?.[1];
  return told ?? 'application/zip';
};

/** Signatures at the beginning of a file, the telling ones first. */
const signatures: readonly (readonly [string, string])[] = [
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['%PDF-', 'application/pdf'],
  ['\x7fELF', 'application/x-elf'],
  ['\xcf\xfa\xed\xfe', 'application/x-mach-binary'],
  ['\xca\xfe\xba\xbe', 'application/x-mach-binary'],
  ['#!', 'application/x-shellscript'],
  ['Rar!\x1a\x07', 'application/vnd.rar'],
  ['7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'],
  ['\x1f\x8b', 'application/gzip'],
  ['BZh', 'application/x-bzip2'],
  ['\xfd7zXZ\0', 'application/x-xz'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/x-ole-storage'],
  ['L\0\0\0\x01\x14\x02\0', 'application/x-ms-shortcut'],
  ['II*\0', 'image/tiff'],
  ['MM\0*', 'image/tiff'],
  ['OggS', 'application/ogg'],
  ['ID3', 'audio/mpeg'],
  ['{\\rtf', 'application/rtf'],
];

/**
 * The type the first bytes of a file prove, whatever its sender called it; undefined where they prove nothing. Programs
 * are told apart from documents, which is what opening a file asks.
 */
export const provenType = (bytes: Buffer): string | undefined => {
  if (startsWith(bytes, 'PK\x03\x04')) return zipped(bytes);
  if (startsWith(bytes, 'MZ') && bytes.subarray(0, 64).includes(0))
    return 'application/vnd.microsoft.portable-executable';
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'image/webp';
  if (startsWith(bytes, 'ftypavif', 4)) return 'image/avif';
  if (startsWith(bytes, 'ftyp', 4)) return 'video/mp4';
  const found = signatures.find(([signature]) => startsWith(bytes, signature));
  if (found !== undefined) return found[1];
  const head = bytes.toString('latin1', 0, 512).trimStart().toLowerCase();
  if (head.startsWith('<svg') || (head.startsWith('<?xml') && head.includes('<svg'))) return 'image/svg+xml';
  return head.startsWith('<!doctype html') || head.startsWith('<html') || head.startsWith('<script')
    ? 'text/html'
    : undefined;
};
