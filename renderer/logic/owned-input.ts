import { ownerOfFolder, ownFolder } from '../../app/domain/account-numbers.ts';

type Owned = { readonly owner: string | undefined; readonly input: unknown };

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * What names messages of a list over all accounts, made into what the account they belong to understands.
 * @returns whose the first of them is; the same input where none says so
 */
export const ownedInput = (input: unknown): Owned => {
  let owner: string | undefined;
  const own = (value: unknown): unknown => {
    if (Array.isArray(value)) return typeof value[0] === 'object' ? value.map(own) : value;
    if (!isPlain(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => {
        const whose = name === 'folder' && typeof field === 'string' ? ownerOfFolder(field) : undefined;
        if (whose === undefined) return [name, own(field)];
        owner ??= whose;
        return [name, ownFolder(field as string)];
      }),
    );
  };
  const result = own(input);
  return { owner, input: owner === undefined ? input : result };
};
