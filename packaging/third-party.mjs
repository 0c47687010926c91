// What a package with bundles owes to their authors and to whoever audits it: licences, and a CycloneDX bill of materials.
import { writeFile } from 'node:fs/promises';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';

/** @typedef {import('./bundled-packages.mjs').BundledPackage} BundledPackage */

/**
 * @param {string} file
 * @param {readonly BundledPackage[]} packages
 */
export async function writeLicences(file, packages) {
  const parts = packages.map(
    ({ name, version, license, notice }) => `${name} ${version} (${license})\n\n${notice === '' ? 'No licence file of its own.' : notice}`,
  );
  await writeFile(file, `The files of this folder hold code of these packages.\n\n${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

/** @param {string} name @param {string} version */
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** @param {{ name: string, version: string, license: string }} about @param {import('@cyclonedx/cyclonedx-library').Enums.ComponentType} type */
function component({ name, version, license }, type) {
  const [, scope, plain] = /^(?:(@[^/]+)\/)?(.*)$/.exec(name) ?? [];
  return new Models.Component(type, plain ?? name, {
    ...(scope !== undefined && { group: scope }),
    version,
    purl: purl(name, version),
    bomRef: purl(name, version),
    licenses: new Models.LicenseRepository([new Models.SpdxLicense(license)]),
  });
}

/**
 * Writes the bill without serial number and time, so that the same package has the same one.
 *
 * @param {string} file
 * @param {{ name: string, version: string, license: string }} about this package
 * @param {readonly BundledPackage[]} packages
 */
export async function writeBillOfMaterials(file, about, packages) {
  const bom = new Models.Bom();
  const root = component(about, Enums.ComponentType.Application);
  bom.metadata.component = root;
  for (const one of packages) {
    const bundled = component(one, Enums.ComponentType.Library);
    bom.components.add(bundled);
    root.dependencies.add(bundled.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  await writeFile(file, `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`);
}
