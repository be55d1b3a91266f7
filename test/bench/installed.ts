/** Figures of the packed program, which `npm run package` made. Usage: node --import tsx test/bench/installed.ts [rounds] [idle seconds] */
import { execFileSync } from 'node:child_process';
import { cp, lstat, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chooseAppUser, commandAs } from '../../build/desktop/app-user.ts';
import { startDisplay } from '../../build/desktop/display.ts';
import { startKeychain } from '../../build/desktop/keychain.ts';
import { createScratch } from '../../build/desktop/scratch.ts';
import { debName } from '../../build/package/deb.ts';
import { readLinuxFacts } from '../../build/package/linux-facts.ts';
import { findRuntime } from '../../build/set-up/electron-runtime.mjs';
import { projectFolder } from '../../build/set-up/places.mjs';
import { type Group, run, startGroup } from '../../build/set-up/process-group.mjs';
import { median } from './server/statistics.ts';

const rounds = Number(process.argv[2] ?? 7);
const idleSeconds = Number(process.argv[3] ?? 300);
const output = join(projectFolder, 'dist');
const unpacked = join(output, 'linux-unpacked');
const facts = await readLinuxFacts(output);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const files = async (folder: string): Promise<{ path: string; size: number }[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { path: path.slice(folder.length + 1), size: (await lstat(path)).size };
      }),
  );
};
const sum = (list: readonly { size: number }[]): number => list.reduce((total, { size }) => total + size, 0);

const sizes = async (): Promise<void> => {
  const ours = await files(unpacked);
  const runtime = await findRuntime();
  const plain = sum((await files(runtime?.folder ?? '')).filter(({ path }) => !path.startsWith('resources/')));
  const deb = (await lstat(join(output, debName(facts)))).size;
  console.log(
    `installer ${megabytes(deb)}; installed ${megabytes(sum(ours))}, ${megabytes(sum(ours) - plain)} beyond Electron itself`,
  );
  for (const { path, size } of ours.toSorted((a, b) => b.size - a.size).slice(0, 10)) {
    console.log(`  ${megabytes(size).padStart(9)}  ${path}`);
  }
};

/** The same Electron, packed, with an empty window of the same size in it. */
const packEmpty = async (folder: string): Promise<string> => {
  const empty = join(folder, 'empty');
  const source = join(folder, 'empty-source');
  await cp(unpacked, empty, { recursive: true });
  await rm(join(empty, 'resources'), { recursive: true });
  await mkdir(join(empty, 'resources'));
  await cp(join(projectFolder, 'test/bench/empty-window'), source, { recursive: true });
  const tool = join(projectFolder, 'node_modules/@electron/asar/bin/asar.js');
  const packed = await run(process.execPath, [tool, 'pack', source, join(empty, 'resources/app.asar')]);
  if (packed.code !== 0) throw new Error(packed.output);
  return join(empty, facts.name);
};

const scratch = await createScratch(chooseAppUser('/bin/true'));
const user = chooseAppUser('/bin/true');
const display = await startDisplay(user, scratch.folder);
const keychain = await startKeychain(user, {
  dataFolder: await scratch.privateFolder('keyring'),
  runtimeFolder: await scratch.privateFolder('run'),
  state: 'unlocked',
});
const environment = { LANG: 'C.UTF-8', NO_AT_BRIDGE: '1', ...keychain.environment, ...display.environment };

const start = (executable: string, profile: string): Group => {
  const sandbox = user.sandbox ? [] : ['--no-sandbox'];
  const [command, args] = commandAs(user, executable, [
    ...sandbox,
    `--profile-dir=${profile}`,
    `--user-data-dir=${profile}`,
  ]);
  return startGroup(command, args, { env: environment, stdio: 'ignore', dieWithParent: false });
};

/** Whether a window of the application's size is to be seen. */
const isShown = (): boolean => {
  try {
    const env = { ...process.env, ...environment };
    const tree = execFileSync('xwininfo', ['-root', '-children'], { env, encoding: 'utf8' });
    const ids = [...tree.matchAll(/^\s+(0x\w+) .* 1280x800\+/gm)].map(([, id = '']) => id);
    return ids.some((id) =>
      execFileSync('xwininfo', ['-id', id], { env, encoding: 'utf8' }).includes('Map State: IsViewable'),
    );
  } catch {
    return false;
  }
};

const timeToWindow = async (executable: string, profile: string): Promise<number> => {
  const since = performance.now();
  const program = start(executable, profile);
  while (!isShown()) {
    if (performance.now() - since > 60_000) throw new Error(`${executable} showed no window`);
  }
  const took = performance.now() - since;
  await program.stop(5000);
  return took;
};

/** Processor time of a process and all below it, in clock ticks of a hundredth of a second. */
const ticksBelow = async (root: number): Promise<number> => {
  const all = new Map<number, { parent: number; ticks: number }>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const fields = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [, , parent, ...rest] = ['', ...fields.slice(fields.lastIndexOf(')') + 2).split(' ')];
    if (parent !== undefined)
      all.set(Number(pid), { parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) });
  }
  const isBelow = (pid: number): boolean => pid === root || (all.has(pid) && isBelow(all.get(pid)?.parent ?? 0));
  let ticks = 0;
  for (const [pid, { ticks: own }] of all) if (isBelow(pid)) ticks += own;
  return ticks;
};

try {
  await sizes();
  const executable = join(unpacked, facts.name);
  const empty = await packEmpty(scratch.folder);
  const profiles = { ours: await scratch.privateFolder('ours'), empty: await scratch.privateFolder('empty-profile') };
  const times = { ours: [] as number[], empty: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const emptyTime = await timeToWindow(empty, profiles.empty);
    const ownTime = await timeToWindow(executable, profiles.ours);
    // The first of each makes its profile.
    if (round === 0) continue;
    times.empty.push(emptyTime);
    times.ours.push(ownTime);
  }
  const [ours, bare] = [median(times.ours), median(times.empty)];
  console.log(
    `start to window: ${ours.toFixed(0)} ms, empty ${bare.toFixed(0)} ms, ${(ours / bare).toFixed(2)} times (n = ${rounds})`,
  );
  const program = start(executable, profiles.ours);
  await wait(20_000);
  const before = await ticksBelow(program.child.pid ?? 0);
  await wait(idleSeconds * 1000);
  const used = (await ticksBelow(program.child.pid ?? 0)) - before;
  console.log(`idle: ${(used / idleSeconds).toFixed(3)} % of one core over ${idleSeconds} s, at the sign-in page`);
  await program.stop(5000);
} finally {
  await keychain.stop();
  await display.stop();
  await scratch.remove();
}
process.exit(0);
