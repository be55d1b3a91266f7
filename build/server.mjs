import { join } from 'node:path';
import { projectFolder } from './set-up/places.mjs';
import { startGroup, takeSignals } from './set-up/process-group.mjs';
import { runScript, setUp } from './set-up.mjs';

await runScript(async () => {
  // Standard output carries the server's line of JSON and nothing else.
  await setUp({ needs: ['server'], stream: process.stderr });
  const tsx = join(projectFolder, 'node_modules/tsx/dist/loader.mjs');
  const cli = join(projectFolder, 'app/server/cli.ts');
  const server = startGroup(process.execPath, ['--import', tsx, cli, ...process.argv.slice(2)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  takeSignals((signal) => server.child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  const { code } = await server.ended;
  return code ?? 1;
});
