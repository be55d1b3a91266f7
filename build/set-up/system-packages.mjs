import { existsSync, readFileSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { isRoot } from './places.mjs';
import { onInterrupt, run, uninterrupted } from './process-group.mjs';
import { SetUpError, tail } from './report.mjs';

/** Debian's packages by what needs them; `a|b` are two names of one library in different releases. */
const groups = {
  native: ['libsecret-1-dev', 'pkg-config', 'g++', 'make', 'python3'],
  application: [
    'libgtk-3-0t64|libgtk-3-0',
    'libnss3',
    'libasound2t64|libasound2',
    'libgbm1',
    'libxss1',
    'libatk-bridge2.0-0t64|libatk-bridge2.0-0',
    'libnotify4',
    'libsecret-1-0',
    'xdg-utils',
    'ca-certificates',
    'unzip',
  ],
  server: ['dovecot-imapd', 'dovecot-pop3d', 'dovecot-lmtpd', 'dovecot-auth-lua'],
  headless: ['xvfb', 'dbus', 'dbus-x11', 'gnome-keyring', 'libsecret-tools'],
  tools: ['oathtool', 'zbar-tools', 'curl', 'openssl'],
  mailPrograms: ['isync', 'mutt', 'msmtp', 'swaks', 'libnet-ssleay-perl'],
  peers: ['isync', 'notmuch'],
  packaging: ['debootstrap', 'x11-utils'],
};

const purposes = {
  native: 'to build the keychain module',
  application: 'to run the application',
  server: 'for the mail server',
  headless: 'to run without a display',
  tools: 'for the tour and the tests',
  mailPrograms: 'for the tests with other mail programs',
  peers: 'for the bench, to compare with',
  packaging: 'to install the package on a clean system',
};

const policyFile = '/usr/sbin/policy-rc.d';
const policyMark = '# latchkey-mail: removed again after the installation';

/** Asks nothing, and speaks the language that is read here. */
export const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };

export const isDebian = () => {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
};

const installedNames = async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the format language of dpkg-query
  const format = '${db:Status-Status}\t${Package}\t${Provides}\n';
  const { output } = await run('dpkg-query', ['--show', `--showformat=${format}`]);
  const names = new Set();
  for (const line of output.split('\n')) {
    const [status, name, provides] = line.split('\t');
    if (status !== 'installed' || name === undefined) continue;
    names.add(name);
    for (const provided of (provides ?? '').split(',')) names.add(provided.trim().split(' ')[0]);
  }
  return names;
};

const hasCandidate = async (name) => {
  const { output } = await run('apt-cache', ['policy', name], { env: environment });
  return /Candidate: (?!\(none\))/.test(output);
};

const chooseNames = (entries) =>
  Promise.all(
    entries.map(async (entry) => {
      const names = entry.split('|');
      for (const name of names) if (await hasCandidate(name)) return name;
      return names.at(-1);
    }),
  );

const removeOwnPolicy = async () => {
  const text = existsSync(policyFile) ? readFileSync(policyFile, 'utf8') : '';
  if (text.includes(policyMark)) await rm(policyFile, { force: true });
};

/** Keeps the package scripts from starting the system's Dovecot; a policy that is there already is left alone. */
const withoutDovecotService = async (work) => {
  await removeOwnPolicy();
  const forget = onInterrupt(removeOwnPolicy);
  if (!existsSync(policyFile)) {
    await writeFile(policyFile, `#!/bin/sh\n${policyMark}\ncase "$1" in dovecot*) exit 101 ;; esac\nexit 0\n`);
    await chmod(policyFile, 0o755);
  }
  try {
    return await work();
  } finally {
    forget();
    await removeOwnPolicy();
  }
};

/** Only the programs are wanted: the machine must not offer mail by itself from its next start on. */
const disableDovecotService = async () => {
  await run('deb-systemd-helper', ['disable', 'dovecot.service', 'dovecot.socket'], { timeout: 60_000 });
  await run('update-rc.d', ['dovecot', 'disable'], { timeout: 60_000 });
};

const apt = (args, timeout) =>
  run('apt-get', ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: environment,
    timeout,
    dieWithParent: false,
  });

const download = (names) => apt(['install', '--no-install-recommends', '--download-only', ...names], 1_200_000);

/** Brings apt's lists of packages up to date. */
export const updateLists = () => apt(['update'], 600_000);

const install = async (entries, note, hadDovecot) => {
  let names = await chooseNames(entries);
  let fetched = (await Promise.all(names.map(hasCandidate))).every(Boolean) ? await download(names) : undefined;
  if (fetched?.code !== 0) {
    note('updating the package lists');
    await updateLists();
    names = await chooseNames(entries);
    fetched = await download(names);
  }
  if (fetched.code !== 0) {
    throw new SetUpError(`These system packages could not be downloaded: ${names.join(' ')}\n${tail(fetched.output)}`);
  }
  note(`installing ${names.length} (${names.join(' ')})`);
  await uninterrupted(() =>
    withoutDovecotService(async () => {
      // Somebody's own mail server may be in conflict with Dovecot: it is not removed for the sake of a test.
      const options = ['--no-install-recommends', '--no-download', '--no-remove'];
      const done = await apt(['install', ...options, ...names], 1_800_000);
      if (done.code !== 0) throw new SetUpError(`apt-get could not install ${names.join(' ')}\n${tail(done.output)}`);
      if (!hadDovecot && names.some((name) => name.startsWith('dovecot-'))) {
        await disableDovecotService();
      }
    }),
  );
};

const otherSystem = (needs) => {
  const wanted = needs
    .map((need) => `  ${purposes[need]}: ${groups[need].map((entry) => entry.split('|').at(-1)).join(' ')}`)
    .join('\n');
  const server = needs.includes('server')
    ? '\nThe embedded server needs Dovecot, which this set-up can only install on Debian. The application itself needs ' +
      'only the npm packages: "npm run build", then "npx electron . --server=https://your-server".'
    : '';
  return new SetUpError(
    `This system (${process.platform}) is not Debian or a relative of it, so nothing was installed. Needed are, by Debian's names:\n` +
      `${wanted}${server}\nOnce the equivalents are installed, run again with LATCHKEY_SYSTEM_PACKAGES=present.`,
  );
};

/** Makes sure on Debian that packages are there: root gets them installed, others are told the command. */
export const ensurePackages = async (wanted, note) => {
  const names = await installedNames();
  const missing = wanted.filter((entry) => !entry.split('|').some((name) => names.has(name)));
  if (missing.length === 0) return { line: `all ${wanted.length} there` };
  if (!isRoot) {
    const command = `sudo apt-get install --no-install-recommends ${(await chooseNames(missing)).join(' ')}`;
    throw new SetUpError(
      `System packages are missing. Install them with this command and start again:\n\n  ${command}\n`,
    );
  }
  await install(missing, note, names.has('dovecot-core'));
  const after = await installedNames();
  const still = missing.filter((entry) => !entry.split('|').some((name) => after.has(name)));
  if (still.length > 0) throw new SetUpError(`apt-get answered well, but these are still missing: ${still.join(' ')}`);
  return { line: `${missing.length} installed` };
};

/** Makes sure that the system packages of the named groups are there; installs them as root on Debian. */
export const ensureSystemPackages = async (needs, note) => {
  if (process.env.LATCHKEY_SYSTEM_PACKAGES === 'present') return { line: 'taken as present' };
  const onlyPackagesOfNpm = needs.every((need) => need === 'native' || need === 'application');
  if (process.platform !== 'linux' && onlyPackagesOfNpm) return { line: 'none needed here' };
  if (process.platform !== 'linux' || !isDebian()) throw otherSystem(needs);
  return ensurePackages([...new Set(needs.flatMap((need) => groups[need]))], note);
};
