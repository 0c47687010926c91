// Which packages are in the bundles of dist/, told by esbuild itself.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A package whose code is shipped.
 *
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} license SPDX expression
 * @property {string} notice text of its licence and notice files
 */

/**
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {Promise<readonly BundledPackage[]>} in order of their names
 */
export async function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs: used }) => Object.keys(used).filter((path) => used[path].bytesInOutput > 0)),
  );
  const folders = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const packages = await Promise.all([...new Set(folders)].map(readPackage));
  const distinct = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...distinct.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Licences that may be shipped: permissive ones, and MPL-2.0 for files that stay as they are. */
const SHIPPABLE = ['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0', '0BSD'];

/** @param {string} folder */
async function readPackage(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (!SHIPPABLE.includes(license))
    throw new Error(`${name} ${version} is under ${license}, which is not shipped. Accepted: ${SHIPPABLE.join(', ')}`);
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return { name, version, license, notice: texts.map((text) => text.trim()).join('\n\n') };
}
