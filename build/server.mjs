import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from './set-up/places.mjs';
import { startGroup, takeSignals } from './set-up/process-group.mjs';
import { runScript, setUp } from './set-up.mjs';

const isAdministration = process.argv[2] === 'admin';

await runScript(async () => {
  // Standard output carries the server's line of JSON and nothing else; a command of administration also tells nothing
  // of the set-up, and stays in the terminal's own group, where it can ask for a password.
  await setUp({ needs: ['server'], stream: isAdministration ? { write: () => true } : process.stderr });
  const tsx = join(projectFolder, 'node_modules/tsx/dist/loader.mjs');
  const cli = join(projectFolder, 'app/server/cli.ts');
  const args = ['--import', tsx, cli, ...process.argv.slice(2)];
  if (isAdministration) {
    const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
    return code ?? 1;
  }
  const server = startGroup(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  takeSignals((signal) => server.child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  const { code } = await server.ended;
  return code ?? 1;
});
