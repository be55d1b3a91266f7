import type { SystemInfo } from '../hooks/use-info.ts';

/** A word for a POSIX shell, whatever is in it. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * The command by which another program of this computer reads an entry of its keychain; none where the system has no
 * such command of its own.
 */
export const lookUpCommand = (
  platform: SystemInfo['platform'],
  entry: { readonly service: string; readonly account: string },
): string | undefined => {
  const [service, account] = [quoted(entry.service), quoted(entry.account)];
  switch (platform) {
    case 'linux':
      return `secret-tool lookup service ${service} account ${account}`;
    case 'darwin':
      return `security find-generic-password -w -s ${service} -a ${account}`;
    default:
      return undefined;
  }
};
