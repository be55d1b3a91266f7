import { join } from 'node:path';
import { projectFolder } from './set-up/places.mjs';
import { startGroup } from './set-up/process-group.mjs';
import { runScript, setUp } from './set-up.mjs';

await runScript(async () => {
  const linux = process.platform === 'linux';
  const { runtime } = await setUp({
    needs: ['application', ...(linux ? ['headless'] : [])],
    electron: true,
    bundles: true,
  });
  const builder = startGroup(
    process.execPath,
    [
      join(projectFolder, 'node_modules/electron-builder/cli.js'),
      '--dir',
      '--publish=never',
      `-c.electronDist=${runtime.folder}`,
      `-c.electronVersion=${runtime.version}`,
    ],
    { cwd: projectFolder, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const { code } = await builder.ended;
  if (code !== 0) return code ?? 1;
  if (!linux) return 0;
  const { register } = await import('tsx/esm/api');
  register();
  const { packageForLinux } = await import('./package/package-for-linux.ts');
  return packageForLinux(join(projectFolder, 'dist'));
});
