import { rpcCode } from '../../protocol/envelope.ts';
import { type PasswordFault, passwordFault } from '../accounts/password-rules.ts';
import type { CodeError } from '../http/outcome.ts';

const sentences: Record<PasswordFault, string> = {
  tooShort: 'The password is too short: it needs 8 characters or more (and at most 1024).',
  tooSimple: 'The password is too simple: it needs three of lower case, upper case, digits and other characters.',
  containsName: 'The password must not contain the name of its owner or of the domain.',
};

/** Why a password somebody was given cannot be used; undefined for a good one. */
export const passwordRefusal = (
  password: string,
  owner: {
    readonly loginName: string;
    readonly domain?: { readonly name: string } | undefined;
    readonly fullName: string;
  },
): CodeError | undefined => {
  const fault = passwordFault(password, {
    loginName: owner.loginName,
    domainName: owner.domain?.name,
    fullName: owner.fullName,
  });
  return fault && { code: rpcCode.operationFailed, message: sentences[fault] };
};
