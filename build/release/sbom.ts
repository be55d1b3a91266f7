import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dictionaries } from '../dictionaries/dictionaries.ts';
import { findRuntime } from '../set-up/electron-runtime.mjs';

export type Package = {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Where it is not from npm: its own package-url. */
  readonly url?: string;
};

/** `pkg:npm/%40scope/name@version` (package-url specification). */
const packageUrl = ({ name, version, url }: Package): string =>
  url ?? `pkg:npm/${name.replace(/^@/, '%40')}@${encodeURIComponent(version)}`;

/** A bill of materials of what is really shipped: the packages the bundles were made of, not those that built them. */
export const billOfMaterials = (
  product: Package,
  packages: readonly Package[],
  made: { readonly at: Date; readonly serial: string },
) => {
  const component = (type: 'application' | 'library' | 'framework', one: Package) => ({
    type,
    'bom-ref': packageUrl(one),
    name: one.name,
    version: one.version,
    purl: packageUrl(one),
    licenses: [{ expression: one.licence }],
  });
  const unique = [...new Map(packages.map((one) => [packageUrl(one), one])).values()].sort((a, b) =>
    packageUrl(a).localeCompare(packageUrl(b), 'en'),
  );
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${made.serial}`,
    version: 1,
    metadata: { timestamp: made.at.toISOString(), component: component('application', product) },
    components: unique.map((one) => component(one.name === 'electron' ? 'framework' : 'library', one)),
  };
};

const project = join(import.meta.dirname, '../..');
const json = async <Value>(path: string): Promise<Value> =>
  JSON.parse(await readFile(join(project, path), 'utf8')) as Value;

/** Writes `dist/sbom.cdx.json`; the bundles must have been built. */
export const writeBillOfMaterials = async (): Promise<string> => {
  const own = await json<{ name: string; version: string; license: string }>('package.json');
  const bundles = await Promise.all(['main', 'renderer'].map((one) => json<Package[]>(`out/${one}/packages.json`)));
  const runtime = await findRuntime();
  if (runtime === undefined) throw new Error('There is no Electron yet: run "npm run build" first.');
  const words = dictionaries.map(({ name, version, licence }) => ({
    name,
    version,
    licence,
    url: `pkg:deb/debian/${name}@${encodeURIComponent(version)}`,
  }));
  const bill = billOfMaterials(
    { name: own.name, version: own.version, licence: own.license },
    [...bundles.flat(), ...words, { name: 'electron', version: runtime.version, licence: 'MIT' }],
    { at: new Date(), serial: randomUUID() },
  );
  const path = join(project, 'dist/sbom.cdx.json');
  await writeFile(path, `${JSON.stringify(bill, undefined, 2)}\n`);
  return path;
};

if (process.argv[1] === import.meta.filename) process.stdout.write(`${await writeBillOfMaterials()}\n`);
