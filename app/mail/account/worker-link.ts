import type { Failure } from '../../domain/failure.ts';
import { fail, type Result } from '../../domain/result.ts';

/** The methods one side of the link offers: each answers a result. */
export type LinkMethods = Readonly<Record<string, (input: never) => Promise<Result<unknown, Failure>>>>;

type Call = { readonly call: number; readonly method: string; readonly input: unknown };
type Answer = { readonly answer: number; readonly reply: Result<unknown, Failure> };

/** One end of a channel between threads. */
export type LinkPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (message: unknown) => void) => unknown;
};

const closed = fail<Failure>({ code: 'mailUnavailable', cause: 'gone' });

const isCall = (message: unknown): message is Call =>
  typeof message === 'object' && message !== null && 'call' in message;
const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && 'answer' in message;

/** Answers the calls that come in over the port; a handler that throws is reported and answered as `internal`. */
export const serveLink = (
  port: LinkPort,
  methods: LinkMethods,
  reportBug: (method: string, error: unknown) => void,
): void => {
  const run = async ({ method, input }: Call): Promise<Result<unknown, Failure>> => {
    const handler = methods[method] as ((input: unknown) => Promise<Result<unknown, Failure>>) | undefined;
    if (handler === undefined) return fail({ code: 'internal' });
    try {
      return await handler(input);
    } catch (error) {
      reportBug(method, error);
      return fail({ code: 'internal' });
    }
  };
  port.on('message', (message) => {
    if (isCall(message)) void run(message).then((reply) => port.postMessage({ answer: message.call, reply }));
  });
};

export type LinkClient<Methods extends LinkMethods> = {
  readonly call: <Name extends keyof Methods & string>(
    method: Name,
    input: Parameters<Methods[Name]>[0],
  ) => ReturnType<Methods[Name]>;
  /** The other side is gone: every open call, and every later one, is answered so. */
  readonly end: () => void;
};

export const createLinkClient = <Methods extends LinkMethods>(port: LinkPort): LinkClient<Methods> => {
  const open = new Map<number, (reply: Result<unknown, Failure>) => void>();
  let next = 1;
  let ended = false;
  port.on('message', (message) => {
    if (!isAnswer(message)) return;
    open.get(message.answer)?.(message.reply);
    open.delete(message.answer);
  });
  return {
    call: (method, input) =>
      new Promise<Result<unknown, Failure>>((resolve) => {
        if (ended) {
          resolve(closed);
          return;
        }
        const call = next++;
        open.set(call, resolve);
        port.postMessage({ call, method, input } satisfies Call);
      }) as ReturnType<Methods[typeof method]>,
    end: () => {
      ended = true;
      for (const resolve of open.values()) resolve(closed);
      open.clear();
    },
  };
};
