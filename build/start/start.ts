import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedServer } from '../desktop/embedded-server.ts';
import { argumentsFor } from '../desktop/launch.ts';
import type { Runtime } from '../set-up/electron-runtime.mjs';
import { isRoot, projectFolder } from '../set-up/places.mjs';
import { startGroup, stopEverything } from '../set-up/process-group.mjs';
import { playTour } from '../tour/tour.ts';
import { type Demo, describeDemo, openDemo, startDemoServer, whileAlone } from './demo.ts';

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(2).padStart(7)} s`;

const openWindow = async (runtime: Runtime, demo: Demo, server: EmbeddedServer): Promise<number> => {
  if (isRoot)
    console.log('Running as root: the application runs without its sandbox. Better start it as an ordinary user.');
  // Chromium prints a dozen lines about every service of a desktop that it does not find.
  const options = { profile: demo.profile, server: server.webmail, trustCa: server.ca, flags: ['--log-level=3'] };
  const sandbox = isRoot ? ['--no-sandbox'] : [];
  const app = startGroup(runtime.path, [...sandbox, ...argumentsFor(projectFolder, options)], { stdio: 'inherit' });
  console.log('The application is open. Close its window or press Ctrl-C to end everything.');
  const end = await Promise.race([app.ended, server.ended.then(() => undefined)]);
  if (end === undefined) {
    console.error(`The server ended by itself:\n${server.errors()}`);
    return 1;
  }
  return end.code ?? 1;
};

/** Starts the demo server and the application; without a display it plays the guided tour instead. */
export const start = async (runtime: Runtime, { tour }: { tour: boolean }): Promise<number> => {
  const demo = await openDemo();
  return whileAlone(demo, async () => {
    const since = performance.now();
    const server = await startDemoServer(demo);
    console.log(`${seconds(since)}  Server: ${server.version}, state in ${demo.serverData}`);
    try {
      console.log(describeDemo(demo, server));
      if (!tour) return await openWindow(runtime, demo, server);
      const pictures = join(projectFolder, 'out/tour');
      await rm(pictures, { recursive: true, force: true });
      return await playTour({ runtime, demo, server, pictures });
    } finally {
      await stopEverything();
      await server.stop();
    }
  });
};
