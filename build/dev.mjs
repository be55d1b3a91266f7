import { join } from 'node:path';
import { forgetBundles } from './set-up/bundles.mjs';
import { isRoot, projectFolder } from './set-up/places.mjs';
import { startGroup } from './set-up/process-group.mjs';
import { SetUpError } from './set-up/report.mjs';
import { runScript, setUp } from './set-up.mjs';

await runScript(async () => {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && process.platform === 'linux') {
    throw new SetUpError('npm run dev opens a window and needs a display. Without one, use npm start or npm test.');
  }
  const { runtime } = await setUp({ needs: ['application', 'server'], electron: true });
  const { register } = await import('tsx/esm/api');
  register();
  const { describeDemo, openDemo, startDemoServer, whileAlone } = await import('./start/demo.ts');
  const demo = await openDemo();
  return whileAlone(demo, async () => {
    const server = await startDemoServer(demo);
    console.log(describeDemo(demo, server));
    const flags = [`--profile-dir=${demo.profile}`, `--server=${server.webmail}`, `--trust-ca=${server.ca}`];
    await forgetBundles();
    const vite = join(projectFolder, 'node_modules/electron-vite/bin/electron-vite.js');
    const dev = startGroup(process.execPath, [vite, 'dev', '--watch', '--', ...flags], {
      cwd: projectFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      // electron-vite looks for the binary of the npm package only, unless it is told another one.
      env: { ...process.env, ELECTRON_EXEC_PATH: runtime.path, ...(isRoot ? { NO_SANDBOX: '1' } : {}) },
    });
    const { code } = await dev.ended;
    await server.stop();
    return code ?? 1;
  });
});
