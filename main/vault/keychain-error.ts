import type { KeychainState } from '../../app/domain/failure.ts';

/**
 * What the keychains of the three systems say, by the state it means. keytar passes on only their texts: libsecret's
 * and GDBus's on Linux, Security.framework's on macOS, FormatMessage's on Windows.
 */
const meanings: readonly (readonly [RegExp, KeychainState])[] = [
  [/locked collection|collection is locked|interaction is not allowed/i, 'locked'],
  [/cancel(l)?ed|dismissed|user name or passphrase|access.*denied|not permitted/i, 'denied'],
  [/autolaunch|was not provided|not activatable|could not connect|connection refused|no such file/i, 'missing'],
  [/object does not exist at path|no such interface|ServiceUnknown|NoReply|Spawn|exited/i, 'missing'],
];

/** The state a keychain's error text means; what is not known counts as denied, never as empty. */
export const keychainStateOf = (error: unknown): KeychainState => {
  const text = error instanceof Error ? error.message : String(error);
  return meanings.find(([pattern]) => pattern.test(text))?.[1] ?? 'denied';
};
