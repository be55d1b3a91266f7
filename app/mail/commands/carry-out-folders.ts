import { ended } from './carry-out-messages.ts';
import type { StepEnd } from './effects.ts';
import type { MailServer, Refusal } from './mail-server.ts';
import type { Step } from './step.ts';

type FolderStep = Extract<Step, { kind: 'createFolder' | 'renameFolder' | 'deleteFolder' | 'subscribe' }>;

const notEmpty: Refusal = { code: 'NOTEMPTY', text: 'There are messages in the folder by now' };

/** A folder that is already as it should be is a success: the same command may have got through before a crash. */
const tell = async (server: MailServer, step: FolderStep, again: boolean): Promise<Refusal | undefined> => {
  switch (step.kind) {
    case 'createFolder': {
      const made = await server.createFolder(step.path);
      if (!made.ok && made.error.code !== 'ALREADYEXISTS' && !(await server.exists(step.path))) return made.error;
      // Clients that show subscribed folders only would not show a new one; a server without subscriptions may refuse.
      await server.subscribe(step.path, true);
      return undefined;
    }
    case 'renameFolder': {
      const renamed = await server.renameFolder(step.path, step.to);
      if (renamed.ok) {
        await server.subscribe(step.to, true);
        await server.subscribe(step.path, false);
        return undefined;
      }
      const through = again && (await server.exists(step.to)) && !(await server.exists(step.path));
      return through ? undefined : renamed.error;
    }
    case 'deleteFolder': {
      if (step.onlyEmpty) {
        const held = await server.within(step.path, (folder) => folder.factsFrom(1));
        if (held.ok && held.value.length > 0) return notEmpty;
      }
      const deleted = await server.deleteFolder(step.path);
      if (!deleted.ok && (await server.exists(step.path))) return deleted.error;
      await server.subscribe(step.path, false);
      return undefined;
    }
    case 'subscribe': {
      const told = await server.subscribe(step.path, step.subscribed);
      return told.ok ? undefined : told.error;
    }
  }
};

/** @param again it may have got through before */
export const carryOutFolder = async (server: MailServer, step: FolderStep, again: boolean): Promise<StepEnd> =>
  ended(await tell(server, step, again), [], []);
