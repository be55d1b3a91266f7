import { runScript, setUp } from './set-up.mjs';

await runScript(async () => {
  const display = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  const tour = !display || process.argv.includes('--tour');
  const headless = tour ? ['headless', 'tools'] : [];
  const { runtime } = await setUp({ needs: ['application', 'server', ...headless], electron: true, bundles: true });
  if (!display) console.log('\nThere is no display: a virtual one is started and the guided tour is played on it.');
  const { register } = await import('tsx/esm/api');
  register();
  const { start } = await import('./start/start.ts');
  return start(runtime, { tour });
});
