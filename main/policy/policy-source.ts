import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** What was found where an organisation puts its policy. `wrong`: something is there that cannot be used. */
export type FoundPolicy =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly raw: unknown }
  | { readonly kind: 'wrong'; readonly reason: string };

export const policyFile = '/etc/latchkey-mail/policy.json';
const registryKey = 'HKLM\\SOFTWARE\\Policies\\Latchkey Mail';
const managedPreferences = '/Library/Managed Preferences/org.latchkeymail.LatchkeyMail.plist';

const none: FoundPolicy = { kind: 'none' };
const wrong = (reason: string): FoundPolicy => ({ kind: 'wrong', reason });

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * Reads a policy file. `owner`: user id that must own it; a file that others may write is nobody's policy, or every
 * program of a person could make one.
 */
export const readPolicyFile = (path: string, owner: number | undefined): FoundPolicy => {
  try {
    const { uid, mode } = statSync(path);
    if (owner !== undefined && (uid !== owner || (mode & 0o022) !== 0)) {
      return wrong('may be written by others than the administrator');
    }
    return { kind: 'read', raw: JSON.parse(readFileSync(path, 'utf8')) as unknown };
  } catch (error) {
    if (isMissing(error)) return none;
    return wrong(error instanceof SyntaxError ? 'is not JSON' : 'cannot be read');
  }
};

const registryValue = (type: string, text: string): unknown => {
  if (type === 'REG_DWORD') return Number(text) !== 0;
  if (type === 'REG_MULTI_SZ') return text.split('\\0').filter((each) => each !== '');
  return text;
};

/** Reads what `reg query` prints: name, type and value a line, four blanks between them. */
export const parseRegistry = (printed: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...printed.matchAll(/^ {4}(\w+) {4}(REG_SZ|REG_DWORD|REG_MULTI_SZ) {4}(.*?)\r?$/gm)].map(
      ([, name = '', type = '', text = '']) => [name, registryValue(type, text)],
    ),
  );

const readRegistry = (): FoundPolicy => {
  try {
    const printed = execFileSync('reg.exe', ['query', registryKey], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5000,
    });
    return { kind: 'read', raw: parseRegistry(printed) };
  } catch {
    // The program ends with 1 where there is no such key.
    return none;
  }
};

const readManagedPreferences = (): FoundPolicy => {
  try {
    statSync(managedPreferences);
  } catch {
    return none;
  }
  try {
    const args = ['-convert', 'json', '-o', '-', managedPreferences];
    return { kind: 'read', raw: JSON.parse(execFileSync('/usr/bin/plutil', args, { encoding: 'utf8' })) as unknown };
  } catch {
    return wrong('cannot be read');
  }
};

/** Reads the policy of this computer from where only an administrator writes. */
export const findPolicy = (platform: NodeJS.Platform = process.platform): FoundPolicy => {
  if (platform === 'win32') return readRegistry();
  if (platform === 'darwin') return readManagedPreferences();
  return readPolicyFile(policyFile, 0);
};
