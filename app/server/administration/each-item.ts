import type { ItemError } from '../../protocol/method.ts';
import type { CodeError } from '../http/outcome.ts';
import type { Result } from '../result.ts';

/** Does one thing after the other and collects what failed, by its place in the request. */
export const eachItem = async <T, R>(
  items: readonly T[],
  work: (item: T) => Promise<Result<R, CodeError>> | Result<R, CodeError>,
): Promise<{ readonly errors: ItemError[]; readonly done: { readonly inputIndex: number; readonly value: R }[] }> => {
  const errors: ItemError[] = [];
  const done: { inputIndex: number; value: R }[] = [];
  for (const [inputIndex, item] of items.entries()) {
    const outcome = await work(item);
    if (outcome.ok) done.push({ inputIndex, value: outcome.value });
    else errors.push({ inputIndex, ...outcome.error });
  }
  return { errors, done };
};
