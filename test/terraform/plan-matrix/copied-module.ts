import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES } from '../test-bed/terraform-root';

/** The Terraform files of a module as files of a root, so that its module blocks can name them by a relative source. */
export function copiedModule(name: string, folder: string): Readonly<Record<string, string>> {
  const original = join(MODULES, name);
  const names = readdirSync(original).filter((file) => /\.tf(\.json)?$/.test(file));
  return Object.fromEntries(names.map((file) => [`${folder}/${file}`, readFileSync(join(original, file), 'utf8')]));
}

/** Both forms of the key policy's module, by the source that names them. */
export const KEY_POLICY_SOURCES = {
  hcl: './modules/hcl',
  json: './modules/json',
} as const;

/** The files behind {@link KEY_POLICY_SOURCES}. */
export function keyPolicyModules(): Readonly<Record<string, string>> {
  return { ...copiedModule('cado-kms-key-policy', 'modules/hcl'), ...copiedModule('cado-kms-key-policy/json', 'modules/json') };
}
