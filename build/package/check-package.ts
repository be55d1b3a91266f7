import { join } from 'node:path';
import { z } from 'zod';
import { chooseAppUser, commandAs } from '../desktop/app-user.ts';
import { startDisplay } from '../desktop/display.ts';
import { startKeychain } from '../desktop/keychain.ts';
import { createScratch } from '../desktop/scratch.ts';
import { run } from '../set-up/process-group.mjs';
import { wrongFuses } from './fuses.ts';

const selfCheck = z.looseObject({ event: z.literal('self-check'), ok: z.boolean() });

const findLine = (output: string): z.infer<typeof selfCheck> | undefined => {
  for (const line of output.split('\n')) {
    if (!line.startsWith('{"event":"self-check"')) continue;
    return selfCheck.parse(JSON.parse(line));
  }
  return undefined;
};

/** Starts the packaged program on a display and a keychain of its own and has it check itself. */
export const checkPackage = async (executable: string): Promise<number> => {
  const wrong = await wrongFuses(executable);
  if (wrong.length > 0) {
    console.error(`These fuses of the packaged program are not as decided: ${wrong.join(', ')}.`);
    return 1;
  }
  const since = performance.now();
  const user = chooseAppUser(executable);
  if (user.notice) console.log(user.notice);
  const scratch = await createScratch(user);
  const display = await startDisplay(user, scratch.folder);
  const keychain = await startKeychain(user, {
    dataFolder: await scratch.privateFolder('keyring'),
    runtimeFolder: await scratch.privateFolder('run'),
    state: 'unlocked',
  });
  try {
    const profile = await scratch.privateFolder('profile');
    const sandbox = user.sandbox ? [] : ['--no-sandbox'];
    const [command, args] = commandAs(user, executable, [...sandbox, '--self-check', `--profile-dir=${profile}`]);
    const { code, output } = await run(command, args, {
      cwd: scratch.folder,
      env: { LANG: 'C.UTF-8', NO_AT_BRIDGE: '1', ...keychain.environment, ...display.environment },
      timeout: 60_000,
      dieWithParent: false,
    });
    const line = findLine(output);
    const took = ((performance.now() - since) / 1000).toFixed(1);
    if (code === 0 && line?.ok) {
      console.log(`The packaged program works (${took} s): ${JSON.stringify(line)}`);
      console.log(`It lies in ${join(executable, '..')}.`);
      return 0;
    }
    console.error(`The packaged program failed its self-check (exit code ${code}):\n${output}`);
    return 1;
  } finally {
    await keychain.stop();
    await display.stop();
    await scratch.remove();
  }
};
