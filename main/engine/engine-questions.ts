import type { Failure } from '../../app/domain/failure.ts';
import { fail, type Result } from '../../app/domain/result.ts';
import type { AnswerTo, FileBytes, FromEngine, LeaveFacts, Question, ToEngine } from './messages.ts';

type Answer = Result<FileBytes | LeaveFacts, Failure>;

const gone = fail<Failure>({ code: 'mailUnavailable', cause: 'gone' });

export type EngineQuestions = {
  /** `mailUnavailable`: the engine is not there, or ended before it answered. */
  readonly ask: <Q extends Question>(account: string | undefined, question: Q) => Promise<Result<AnswerTo<Q>, Failure>>;
  readonly answered: (message: Extract<FromEngine, { type: 'answer' }>) => void;
  /** The engine is gone: whatever is still open is answered so. */
  readonly lost: () => void;
};

/** Questions of main to the engine, by number. @param tell answers false where there is no engine */
export const createEngineQuestions = (tell: (message: ToEngine) => boolean): EngineQuestions => {
  const open = new Map<number, (answer: Answer) => void>();
  let next = 1;
  return {
    ask: <Q extends Question>(account: string | undefined, question: Q) =>
      new Promise<Answer>((resolve) => {
        const id = next++;
        open.set(id, resolve);
        if (tell({ type: 'ask', id, question, ...(account === undefined ? {} : { account }) })) return;
        open.delete(id);
        resolve(gone);
        // The engine answers each question in its own form.
      }) as Promise<Result<AnswerTo<Q>, Failure>>,
    answered: ({ id, reply }) => {
      open.get(id)?.(reply);
      open.delete(id);
    },
    lost: () => {
      for (const resolve of open.values()) resolve(gone);
      open.clear();
    },
  };
};
