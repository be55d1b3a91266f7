import { storedSignIn } from '../../../app/auth/ports.ts';
import { type AppUser, commandAs } from '../../../build/desktop/app-user.ts';
import type { Keychain } from '../../../build/desktop/keychain.ts';
import { run } from '../../../build/set-up/process-group.mjs';
import { findTraces } from './traces.ts';

/** What was said or could be read while the application ran. */
export type Heard = { readonly what: string; readonly text: string };

/** The secrets of every sign-in that a keychain holds, by name; nothing where it cannot be read any more. */
const secretsIn = async (user: AppUser, keychain: Keychain): Promise<Record<string, string>> => {
  const [command, args] = commandAs(user, 'secret-tool', ['search', '--all', 'service', 'Latchkey Mail']);
  const { stdout } = await run(command, args, {
    env: { ...keychain.environment },
    timeout: 5000,
    dieWithParent: false,
  });
  const secrets: Record<string, string> = {};
  for (const [, text = ''] of stdout.matchAll(/^secret = (\{.*\})$/gm)) {
    const record = storedSignIn.safeParse(JSON.parse(text));
    if (!record.success) continue;
    const { address, mail, deviceToken, databaseKey } = record.data;
    if (mail.secret !== '') secrets[`mail password of ${address}`] = mail.secret;
    if (deviceToken !== undefined) secrets[`device token of ${address}`] = deviceToken.value;
    if (databaseKey !== undefined) secrets[`store key of ${address}`] = databaseKey;
  }
  return secrets;
};

/** Every secret of this run that lies, or was said, where it must not; what is in the keychains themselves is theirs. */
export const secretsLeftBehind = async (options: {
  readonly user: AppUser;
  readonly keychains: readonly Keychain[];
  readonly password: string;
  readonly folders: readonly string[];
  readonly heard: readonly Heard[];
}): Promise<readonly string[]> => {
  const { user, keychains, password, folders, heard } = options;
  const kept = await Promise.all(keychains.map((keychain) => secretsIn(user, keychain)));
  const secrets = Object.assign({ 'account password': password }, ...kept) as Record<string, string>;
  const { found } = await findTraces(folders, secrets);
  const said = heard.flatMap(({ what, text }) =>
    Object.entries(secrets).flatMap(([name, secret]) => (text.includes(secret) ? [`${name} in ${what}`] : [])),
  );
  return [...found, ...said];
};
