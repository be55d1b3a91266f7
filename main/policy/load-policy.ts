import { closedPolicy, type Policy, type PolicyFault, readPolicy } from '../../app/domain/policy.ts';
import { type FoundPolicy, findPolicy, readPolicyFile } from './policy-source.ts';

export type LoadedPolicy = {
  readonly policy: Policy;
  readonly faults: readonly PolicyFault[];
  /** There is a policy, in order or not. */
  readonly managed: boolean;
};

/** What holds after something was found, or not. */
export const policyOf = (found: FoundPolicy): LoadedPolicy => {
  if (found.kind === 'none') return { policy: {}, faults: [], managed: false };
  if (found.kind === 'wrong') {
    return { policy: closedPolicy, faults: [{ key: '', reason: found.reason }], managed: true };
  }
  const { policy, faults } = readPolicy(found.raw);
  return { policy, faults, managed: Object.keys(policy).length > 0 || faults.length > 0 };
};

/**
 * The policy of this computer, read once at the start.
 * @param file read instead, for trying one out; a packaged program is never told one
 */
export const loadPolicy = (file: string | undefined): LoadedPolicy =>
  policyOf(file === undefined ? findPolicy() : readPolicyFile(file, undefined));
