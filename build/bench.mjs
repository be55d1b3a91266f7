import { runScript, setUp } from './set-up.mjs';

await runScript(async () => {
  const rounds = Number(process.argv[2] ?? 5);
  await setUp({ needs: ['application', 'server', 'headless', 'tools', 'peers'], electron: true, bundles: true });
  const { register } = await import('tsx/esm/api');
  register();
  const { runBench } = await import('../test/bench/bench.ts');
  await runBench(rounds);
});
