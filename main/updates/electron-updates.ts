import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import electronUpdater, { type AppUpdater, type UpdateInfo } from 'electron-updater';
import { type ProviderRuntimeOptions, parseUpdateInfo } from 'electron-updater/out/providers/Provider.js';
import type { UpdateFault } from '../../app/domain/update.ts';
import { type Fetching, fetchFile, fetchText, UpdateError } from './https-file.ts';
import { type Feed, readSignedFeed } from './signed-feed.ts';
import type { UpdateEngine } from './updates.ts';

export type FeedPlace = {
  /** Folder of the feed, with a slash at its end. */
  readonly folder: URL;
  readonly name: string;
  readonly key: KeyObject;
};

const { Provider } = electronUpdater;

/** Names the folder of everything the updater keeps, below the cache folder of this person. */
const cacheName = 'latchkey-mail-updater';

const faultOf = (error: unknown): UpdateFault => (error instanceof UpdateError ? error.fault : 'other');

const infoOf = ({ files, version, releaseDate, stagingPercentage, minimumSystemVersion }: Feed): UpdateInfo => ({
  version,
  releaseDate,
  files: files.map(({ url, sha512, size, blockMapSize }) => ({
    url,
    sha512,
    size,
    ...(blockMapSize === undefined ? {} : { blockMapSize }),
  })),
  path: files[0]?.url ?? '',
  sha512: files[0]?.sha512 ?? '',
  ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
  ...(minimumSystemVersion === undefined ? {} : { minimumSystemVersion }),
});

/**
 * Has electron-updater choose, keep and install, and leaves the network and what is believed to us: the feed is taken
 * only with its signature, a file only with the hash the feed names.
 * @param partials folder for what was fetched of a file so far
 */
export const createElectronUpdates = (options: {
  readonly updater: AppUpdater;
  readonly place: FeedPlace;
  readonly fetching: Fetching;
  readonly partials: string;
  readonly note: (what: string) => void;
}): UpdateEngine => {
  const { updater, place, fetching, partials, note } = options;
  let onBytes: (there: number) => void = () => undefined;

  class SignedProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    async getLatestVersion(): Promise<UpdateInfo> {
      const [text, signature] = await Promise.all(
        [place.name, `${place.name}.sig`].map((name) => fetchText(new URL(name, place.folder), fetching)),
      );
      if (text === undefined || signature === undefined) throw new UpdateError('unreachable');
      const feed = readSignedFeed(text, signature.toString('utf8'), place.key, (yaml) =>
        parseUpdateInfo(yaml, place.name, place.folder),
      );
      if (feed === undefined) throw new UpdateError('signature');
      return infoOf(feed);
    }
    resolveFiles({ files }: UpdateInfo): { info: UpdateInfo['files'][number]; url: URL }[] {
      return files.map((info) => ({ info, url: new URL(encodeURIComponent(info.url), place.folder) }));
    }
  }

  // What it would read from a file beside the program that our way of packaging does not write.
  const configuration = Promise.resolve({ provider: 'custom', updaterCacheDirName: cacheName });
  const download = (url: URL, destination: string, wanted: { readonly sha512?: string | null }): Promise<string> => {
    const size = offered.find(({ sha512 }) => sha512 === wanted.sha512)?.size;
    if (wanted.sha512 === undefined || wanted.sha512 === null || size === undefined) {
      return Promise.reject(new UpdateError('damaged'));
    }
    const partial = join(partials, wanted.sha512.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 40));
    return fetchFile({ url, sha512: wanted.sha512, size }, destination, partial, fetching, (there) =>
      onBytes(there / size),
    ).then(() => destination);
  };
  Object.assign(updater, { httpExecutor: { download }, configOnDisk: { value: configuration } });
  updater.setFeedURL({ provider: 'custom', updateProvider: SignedProvider });
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.allowPrerelease = true;
  // A part of the old file is only reused where the new one says how it is built; the rest goes through our own door.
  updater.disableDifferentialDownload = true;
  updater.on('error', (error) => note(error instanceof UpdateError ? error.fault : error.name));
  let offered: UpdateInfo['files'] = [];

  return {
    check: async () => {
      try {
        const found = await updater.checkForUpdates();
        if (found?.isUpdateAvailable !== true) return undefined;
        const { version, files } = found.updateInfo;
        offered = files;
        note(`version ${version} is offered`);
        return { version, size: files[0]?.size ?? 0 };
      } catch (error) {
        return faultOf(error);
      }
    },
    download: async (onPercent) => {
      onBytes = (share) => onPercent(Math.min(100, Math.floor(share * 100)));
      try {
        await updater.downloadUpdate();
        note('the new version is here');
        return undefined;
      } catch (error) {
        return faultOf(error);
      }
    },
    installNow: () => updater.quitAndInstall(true, true),
  };
};
