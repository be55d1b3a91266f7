import { openDesktop } from '../desktop/desktop.ts';
import type { EmbeddedServer } from '../desktop/embedded-server.ts';
import type { Runtime } from '../set-up/electron-runtime.mjs';
import { type Demo, demoPassword } from '../start/demo.ts';
import { openApp, stepsToMailbox } from './door-steps.ts';
import { stepsInTheHouse } from './house-steps.ts';
import { openPhoneFile } from './phone-file.ts';
import { createStage, playSteps } from './stage.ts';

type TourOptions = {
  readonly runtime: Runtime;
  readonly demo: Demo;
  readonly server: EmbeddedServer;
  /** Folder for a picture of every step. */
  readonly pictures: string;
};

/** Plays the product's main job on a virtual display. Answers 0 only if every step came true. */
export const playTour = async ({ runtime, demo, server, pictures }: TourOptions): Promise<number> => {
  const desktop = await openDesktop(runtime);
  if (desktop.user.notice) console.log(desktop.user.notice);
  const keychain = await desktop.startKeychain(demo.keyring, 'unlocked');
  const trustCa = await desktop.share(server.ca, 'ca.pem');
  const phone = openPhoneFile(demo.phone);
  const stage = createStage({
    desktop,
    keychain,
    server,
    password: demoPassword,
    profile: demo.tourProfile,
    trustCa,
    phone,
  });
  try {
    const opened = await playSteps([openApp], stage, pictures);
    if (!opened) return 1;
    const steps = [...(await stepsToMailbox(stage)), ...stepsInTheHouse()];
    const good = await playSteps(steps, stage, pictures, 1);
    if (good) console.log(`\nEvery step came true. The pictures are in ${pictures}.`);
    return good ? 0 : 1;
  } finally {
    await stage.quit();
    await desktop.stop();
  }
};
