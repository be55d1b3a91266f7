import { runScript, setUp } from './set-up.mjs';

await runScript(async () => {
  const { runtime } = await setUp({
    needs: ['application', 'server', 'headless', 'tools'],
    electron: true,
    bundles: true,
  });
  const { register } = await import('tsx/esm/api');
  register();
  const { takeScreens } = await import('./screens/take-screens.ts');
  return takeScreens(runtime, process.argv.slice(2));
});
