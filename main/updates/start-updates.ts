import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Policy } from '../../app/domain/policy.ts';
import type { UpdateState } from '../../app/domain/update.ts';
import type { FeedPlace } from './electron-updates.ts';
import { feedName, readKey } from './signed-feed.ts';
import { createUpdates, type UpdateEngine, type Updates } from './updates.ts';

type Off = Extract<UpdateState, { state: 'off' }>['why'];

/** A folder of Linux that was only unpacked has nobody who could replace it; packages and AppImages have. */
const isReplaceable = (): boolean =>
  process.platform !== 'linux' ||
  process.env['APPIMAGE'] !== undefined ||
  existsSync(join(process.resourcesPath, 'package-type'));

/** Where to look, by the policy or as it was built in; or why nobody looks. */
export const feedPlace = (
  policy: Policy,
  built: { readonly feed: string; readonly key: string },
  replaceable: boolean,
): FeedPlace | Off => {
  if (policy.updateMode === 'off') return 'policy';
  const feed = policy.updateFeed ?? built.feed;
  const key = readKey(policy.updateFeed === undefined ? built.key : (policy.updateKey ?? ''));
  if (feed === '' || key === undefined) return 'noFeed';
  if (!replaceable) return 'byHand';
  const folder = new URL(feed.endsWith('/') ? feed : `${feed}/`);
  return { folder, name: feedName(policy.updateChannel ?? 'latest', process.platform, process.arch), key };
};

/** Loaded when somebody looks for the first time: a start need not wait for it. */
const lateEngine = (make: () => Promise<UpdateEngine>): UpdateEngine => {
  let made: UpdateEngine | undefined;
  const engine = async (): Promise<UpdateEngine> => {
    made ??= await make();
    return made;
  };
  return {
    check: async () => (await engine()).check(),
    download: async (onPercent) => (await engine()).download(onPercent),
    installNow: () => made?.installNow(),
  };
};

/** Begins to look for newer versions of the program, as far as that is wanted here. */
export const startUpdates = (options: {
  readonly policy: Policy;
  readonly authorities: readonly string[];
  readonly note: (what: string) => void;
  readonly onChange: (state: UpdateState) => void;
}): Updates => {
  const { policy, authorities, note, onChange } = options;
  const place = feedPlace(policy, builtInUpdates, isReplaceable());
  const partials = join(app.getPath('userData'), 'updates');
  const engine =
    typeof place === 'string'
      ? place
      : lateEngine(async () => {
          const { createElectronUpdates } = await import('./electron-updates.ts');
          const { installedUpdater } = await import('./installed-updater.ts');
          return createElectronUpdates({
            updater: installedUpdater(),
            place,
            fetching: { authorities },
            partials,
            note,
          });
        });
  return createUpdates({ engine, automatic: (policy.updateMode ?? 'automatic') === 'automatic', onChange });
};
