import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectFolder } from './set-up/places.mjs';
import { onInterrupt, startGroup } from './set-up/process-group.mjs';
import { SetUpError } from './set-up/report.mjs';
import { runScript, setUp } from './set-up.mjs';

const bin = (file) => join(projectFolder, 'node_modules', file);

const lint = [
  ['biome', [bin('@biomejs/biome/bin/biome'), 'check', '.']],
  ['tsc', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']],
  [
    'dependency-cruiser',
    [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      ...['app', 'main', 'renderer', 'test', 'build'],
    ],
  ],
];

const suites = {
  unit: { projects: ['unit', 'contract'], needs: [] },
  integration: { projects: ['conformance', 'integration'], needs: ['server', 'tools', 'mailPrograms', 'secondServer'] },
  package: { projects: ['package'], needs: ['server', 'application', 'headless', 'packaging'], apart: true },
  e2e: { projects: ['e2e'], needs: ['server', 'tools', 'application', 'headless'], desktop: true },
};

const execute = async (args) => {
  const group = startGroup(process.execPath, args, { cwd: projectFolder, stdio: ['ignore', 'inherit', 'inherit'] });
  const { code } = await group.ended;
  return code === 0;
};

const firstLine = (text) =>
  stripVTControlCharacters(text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? 'no message';

/** Each failed test, and each file that could not be run, with the first line of why. */
const failuresIn = ({ testResults = [] }) =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(projectFolder, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${file}\n    ${firstLine(message)}`];
    return failed.map((test) => `${file} > ${test.fullName}\n    ${firstLine(test.failureMessages[0])}`);
  });

const runSuite = async (name, folder) => {
  const report = join(folder, `${name}.json`);
  const projects = suites[name].projects.flatMap((project) => ['--project', project]);
  const args = ['run', ...projects, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const good = await execute([bin('vitest/vitest.mjs'), ...args]);
  const counted = await readFile(report, 'utf8').then(JSON.parse, () => ({ numPassedTests: 0, numFailedTests: 0 }));
  // A file that cannot be loaded, or a run that broke off, holds no failed test and is a failure all the same.
  const failed = good ? counted.numFailedTests : Math.max(1, counted.numFailedTests);
  const failures = failuresIn(counted);
  // Such as an error outside any test, or a run that was ended.
  if (failed > 0 && failures.length === 0) failures.push(`${name}: the run itself failed; its output says why`);
  return { passed: counted.numPassedTests, failed, failures };
};

const runLint = async () => {
  let good = true;
  for (const [name, args] of lint) {
    const since = performance.now();
    const fine = await execute(args);
    console.log(`${fine ? 'passed' : 'FAILED'}: ${name} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
    good &&= fine;
  }
  return good;
};

await runScript(async () => {
  const wanted = process.argv[2] ?? 'all';
  const names = wanted === 'all' ? Object.keys(suites).filter((name) => !suites[name].apart) : [wanted];
  if (!names.every((name) => name in suites)) {
    throw new SetUpError(`There is no suite "${wanted}": ${Object.keys(suites).join(', ')} or all.`);
  }
  const since = performance.now();
  const desktop = names.some((name) => suites[name].desktop);
  await setUp({ needs: names.flatMap((name) => suites[name].needs), electron: desktop, bundles: desktop });
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  const clean = () => rm(folder, { recursive: true, force: true });
  onInterrupt(clean);

  const tidy = wanted !== 'all' || (await runLint());
  const counts = [];
  for (const name of names) counts.push(await runSuite(name, folder));
  await clean();

  const passed = counts.reduce((sum, each) => sum + each.passed, 0);
  const failed = counts.reduce((sum, each) => sum + each.failed, 0);
  console.log(`\nThe whole took ${((performance.now() - since) / 1000).toFixed(0)} s.`);
  if (!tidy) console.log('The lint failed.');
  const failures = counts.flatMap((each) => each.failures);
  if (failures.length > 0) console.log(`Failed:\n${failures.map((each) => `  ${each}`).join('\n')}`);
  console.log(`${passed} passed, ${failed} failed`);
  return tidy && failed === 0 && passed > 0 ? 0 : 1;
});
