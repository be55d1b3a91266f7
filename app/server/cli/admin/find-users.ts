import { maximumConditions } from '../../../protocol/list-query.ts';
import { failure, type Result, success } from '../../result.ts';
import type { CallFault } from './admin-connection.ts';
import type { Context } from './context.ts';

/** Somebody the command line names: a user by the whole address, the built-in administrator by the login name. */
export type Person =
  | { readonly kind: 'user'; readonly name: string; readonly id: string }
  | { readonly kind: 'administrator'; readonly name: string };

export type Found = { readonly name: string; readonly person: Result<Person, CallFault> };

const nobody = (name: string): CallFault => ({
  code: 1002,
  message: name.includes('@') ? 'There is no such user.' : 'There is no such user. Give the whole address.',
});

const findAddresses = async (
  { connection }: Context,
  addresses: readonly string[],
): Promise<Result<Map<string, string>, CallFault>> => {
  const ids = new Map<string, string>();
  for (let start = 0; start < addresses.length; start += maximumConditions) {
    const answer = await connection.call('Users.get', {
      query: {
        fields: ['address'],
        combining: 'Or',
        conditions: addresses.slice(start, start + maximumConditions).map((address) => ({
          fieldName: 'address',
          comparator: 'Eq' as const,
          value: address.slice(0, 320),
        })),
      },
    });
    if (!answer.ok) return answer;
    for (const { id, address } of answer.value.list) if (address !== undefined) ids.set(address, id);
  }
  return success(ids);
};

/** Looks up everybody who is named, each on its own: one unknown name does not keep the others from being found. */
export const findPeople = async (context: Context, names: readonly string[]): Promise<Result<Found[], CallFault>> => {
  const addresses = names.filter((name) => name.includes('@'));
  const ids = await findAddresses(context, addresses);
  if (!ids.ok) return ids;
  const needsBuiltIn = addresses.length < names.length;
  const builtIn = needsBuiltIn ? await context.connection.call('Administration.get', {}) : undefined;
  const builtInName = builtIn?.ok ? builtIn.value.loginName : undefined;
  return success(
    names.map((name) => {
      const id = ids.value.get(name.toLowerCase());
      if (id !== undefined) return { name, person: success<Person>({ kind: 'user', name, id }) };
      return name.toLowerCase() === builtInName
        ? { name, person: success<Person>({ kind: 'administrator', name }) }
        : { name, person: failure(nobody(name)) };
    }),
  );
};
