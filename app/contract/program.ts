import { z } from 'zod';
import { updateState } from '../domain/update.ts';
import { type AreaContract, nothing } from './area.ts';

/** What an organisation decided on this computer, as far as a window shows it. */
export const shownPolicy = z.object({
  managed: z.boolean(),
  /** Keys that hold. */
  keys: z.array(z.string()),
  remotePicturesNever: z.boolean(),
  exportOff: z.boolean(),
  /** What is wrong with the policy; an empty key is the whole of it. */
  faults: z.array(z.object({ key: z.string(), reason: z.string() })),
});
export type ShownPolicy = z.infer<typeof shownPolicy>;

/** The program itself, as it is installed: who manages it, and what it can tell about itself. */
export const programContract = {
  servedBy: 'main',
  methods: {
    getPolicy: { input: nothing, output: shownPolicy },
    /** What helps to find a fault: facts about program and system, and the last lines of the log; no mail, no secret. */
    getDiagnostics: { input: nothing, output: z.object({ text: z.string(), crashes: z.int() }) },
    getUpdate: { input: nothing, output: updateState },
    /** Looks for a newer version now; what comes of it is told by `updateChanged`. */
    checkForUpdate: { input: nothing, output: nothing },
    downloadUpdate: { input: nothing, output: nothing },
    /** Ends the program, installs what was fetched, and starts it again. */
    installUpdate: { input: nothing, output: nothing },
    /** Shows the folder with logs and crash reports; what is sent from there a person sends. */
    showReports: { input: nothing, output: nothing },
  },
  events: { updateChanged: updateState },
} as const satisfies AreaContract;
