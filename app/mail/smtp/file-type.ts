import { detectMimeType } from 'nodemailer/lib/mime-funcs';

const plain = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/u;

/** The type a file is sent as: the one told where it is one, otherwise what its name's ending stands for. */
export const fileType = (name: string, told = ''): string => {
  if (plain.test(told) && told !== 'application/octet-stream') return told.toLowerCase();
  const guessed = detectMimeType(name);
  return typeof guessed === 'string' && plain.test(guessed) ? guessed : 'application/octet-stream';
};
