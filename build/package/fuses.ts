import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/**
 * What is decided for every switch that is burnt into the packaged Electron. The type wants all of them: a new one in
 * a newer Electron does not compile before it is decided here, and in electron-builder.yml.
 */
export const fuses: Readonly<Record<FuseV1Options, boolean>> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** How a state stands in the program: the digit 0 or 1 as text. */
const state = (on: boolean): number => (on ? '1' : '0').charCodeAt(0);

/** Switches of the packaged program that are not as decided, by name; none when all is well. */
export const wrongFuses = async (executable: string): Promise<readonly string[]> => {
  const wire = await getCurrentFuseWire(executable);
  return Object.entries(fuses)
    .filter(([fuse, on]) => wire[Number(fuse) as FuseV1Options] !== state(on))
    .map(([fuse]) => FuseV1Options[Number(fuse)] ?? fuse);
};
