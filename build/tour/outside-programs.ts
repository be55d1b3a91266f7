import { type AppUser, commandAs } from '../desktop/app-user.ts';
import type { Keychain } from '../desktop/keychain.ts';
import { run } from '../set-up/process-group.mjs';

const answerOf = async (command: string, args: readonly string[]): Promise<string> => {
  const result = await run(command, args, { timeout: 20_000 });
  if (result.code !== 0) throw new Error(`${command} failed with ${result.code}: ${result.output}`);
  return result.stdout;
};

/** Reads the QR code off a picture. */
export const readQrCode = async (picture: string): Promise<string> =>
  (await answerOf('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', picture])).trim();

/** The six digits for a key (base32) in a time step, as an independent implementation of RFC 6238 computes them. */
export const codeAt = async (key: string, step: number): Promise<string> =>
  (await answerOf('oathtool', ['--totp', '--base32', `--now=@${step * 30}`, key])).trim();

/** The SHA-256 fingerprint of the certificate that a TLS port shows. */
export const fingerprintOf = async (host: string, port: number): Promise<string> => {
  const connect = `openssl s_client -connect ${host}:${port} </dev/null 2>/dev/null`;
  const text = await answerOf('sh', ['-c', `${connect} | openssl x509 -noout -fingerprint -sha256`]);
  return text.trim().replace(/^.*=/, '');
};

export type MailAnswer = { readonly signedIn: boolean; readonly output: string };

/** Opens INBOX with curl, which knows nothing of this project; the password goes in by standard input. */
export const openInbox = async (
  server: { readonly imaps: { readonly host: string; readonly port: number }; readonly ca: string },
  user: string,
  password: string,
): Promise<MailAnswer> => {
  const { host, port } = server.imaps;
  const config = `user = "${user}:${password.replaceAll(/["\\]/g, '\\$&')}"`;
  const script = 'printf "%s" "$CURL_CONFIG" | exec curl --config - "$@"';
  const args = ['--silent', '--show-error', '--max-time', '15', '--cacert', server.ca];
  const request = [`imaps://${host}:${port}/INBOX`, '--request', 'STATUS INBOX (MESSAGES)'];
  const result = await run('sh', ['-c', script, 'curl', ...args, ...request], {
    env: { PATH: process.env['PATH'], CURL_CONFIG: config },
    timeout: 20_000,
  });
  return { signedIn: result.code === 0 && /STATUS .*MESSAGES \d+/.test(result.output), output: result.output };
};

/** What the keyring holds for an account, read by libsecret's own tool over the same D-Bus session. */
export const lookUpSecret = async (user: AppUser, keychain: Keychain, account: string): Promise<string> => {
  const [command, args] = commandAs(user, 'secret-tool', ['lookup', 'service', 'Latchkey Mail', 'account', account]);
  const result = await run(command, args, { env: { ...keychain.environment }, timeout: 15_000, dieWithParent: false });
  return result.stdout;
};

/** Runs a command line of a shell where the keyring of that session is reached, as another program of its user would. */
export const runBesideKeychain = async (user: AppUser, keychain: Keychain, line: string): Promise<string> => {
  const [command, args] = commandAs(user, 'sh', ['-c', line]);
  const result = await run(command, args, { env: { ...keychain.environment }, timeout: 15_000, dieWithParent: false });
  return result.stdout;
};
