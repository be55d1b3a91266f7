import { failure, type Result, success } from '../../result.ts';

const longestInput = 8192;
const backspace = new Set(['\u0008', '\u007f']);
const interrupt = '\u0003';
const endOfInput = '\u0004';

/** The first line of a pipe or file. */
const readPiped = async (input: NodeJS.ReadStream): Promise<string> => {
  let text = '';
  for await (const part of input.setEncoding('utf8')) {
    text += part as string;
    if (text.includes('\n') || text.length > longestInput) break;
  }
  return text.split('\n', 1)[0]?.replace(/\r$/u, '') ?? '';
};

/** One line from a keyboard, shown to nobody; undefined when it was broken off. */
const readHidden = (input: NodeJS.ReadStream, ask: (prompt: string) => void, prompt: string) =>
  new Promise<string | undefined>((resolve) => {
    ask(prompt);
    const typed: string[] = [];
    const end = (answer: string | undefined) => {
      input.off('data', take).setRawMode(false).pause();
      ask('\n');
      resolve(answer);
    };
    const take = (part: string) => {
      for (const key of part) {
        if (key === '\r' || key === '\n') return end(typed.join(''));
        if (key === interrupt || key === endOfInput) return end(undefined);
        if (backspace.has(key)) typed.pop();
        else typed.push(key);
      }
    };
    input.setRawMode(true).setEncoding('utf8').on('data', take).resume();
  });

/**
 * Reads a new password from standard input: twice and unseen from a keyboard, the first line of anything else.
 * @param ask writes a prompt as it is
 */
export const readNewPassword = async (
  input: NodeJS.ReadStream,
  ask: (prompt: string) => void,
  whose: string,
): Promise<Result<string, string>> => {
  if (!input.isTTY) {
    const password = await readPiped(input);
    return password === '' ? failure('There was no password on standard input.') : success(password);
  }
  const first = await readHidden(input, ask, `New password for ${whose}: `);
  if (first === undefined || first === '') return failure('No password was given. Nothing was changed.');
  const second = await readHidden(input, ask, 'The same again: ');
  return second === first ? success(first) : failure('The two were not the same. Nothing was changed.');
};
