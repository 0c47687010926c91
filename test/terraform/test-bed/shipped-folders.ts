import { cpSync, existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** The repository. */
export const REPOSITORY = resolve(__dirname, '../../..');

/** Folders below the repository that hold Terraform configuration for users. */
export const SHIPPED_FOLDERS: readonly string[] = ['modules', 'examples'].filter((folder) => existsSync(join(REPOSITORY, folder)));

/** The emitted modules by name, paths relative to the repository. */
export const MODULE_FOLDERS: readonly string[] = subfolders('modules');

/** Every example with a `main.tf` or `main.tf.json`, of the modules and of the repository; paths relative to the repository. */
export const EXAMPLE_FOLDERS: readonly string[] = [...MODULE_FOLDERS.map((module) => `${module}/examples`), 'examples'].flatMap(subfolders);

/** Copies the shipped folders, without what `terraform init` left in them. */
export function copyShippedFolders(destination: string): void {
  for (const folder of SHIPPED_FOLDERS) {
    cpSync(join(REPOSITORY, folder), join(destination, folder), {
      recursive: true,
      filter: (path) => !basename(path).startsWith('.terraform') && basename(path) !== 'node_modules',
    });
  }
}

function subfolders(folder: string): readonly string[] {
  const path = join(REPOSITORY, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .map((name) => `${folder}/${name}`)
    .filter((candidate) => ['main.tf', 'main.tf.json'].some((file) => existsSync(join(REPOSITORY, candidate, file))))
    .toSorted();
}
