import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CHECKSUMS_FILE } from '../emit/emit-modules';
import { below, fileTree, type FileTree } from '../emit/file-tree';
import { filesIn } from '../release/archive';
import { checksumProblems, checksumsIn } from '../release/checksums';
import { DOCUMENT_FILE, moduleTree, type ModuleTree } from '../release/tree/module-tree';
import { filesOfRef } from './git';

/**
 * The modules of a folder, an archive or a git ref.
 *
 * @param source a folder with modules or of one, an archive, or a ref of the repository in the working folder
 * @throws Error that says what is wrong: neither of these, HCL that differs from its JSON, files that differ from their checksums
 */
export function readModules(source: string, workingFolder: string): ReadonlyMap<string, ModuleTree> {
  const path = resolve(workingFolder, source);
  if (!existsSync(path)) return modulesIn(filesOfRef(source, workingFolder), source);
  if (lstatSync(path).isDirectory()) return folderModules(path, source);
  return modulesIn(filesIn(readFileSync(path), source), source);
}

function folderModules(folder: string, source: string): ReadonlyMap<string, ModuleTree> {
  if (existsSync(join(folder, DOCUMENT_FILE))) {
    const files = filesBelow(folder);
    checkAgainst(
      join(dirname(folder), CHECKSUMS_FILE),
      new Map([...files].map(([path, content]) => [`${basename(folder)}/${path}`, content])),
      basename(folder),
    );
    return modulesIn(files, source, basename(folder));
  }
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, DOCUMENT_FILE)));
  const files = fileTree(
    names.flatMap((name) => [...filesBelow(join(folder, name))].map(([path, content]) => [`${name}/${path}`, content] as const)),
  );
  for (const name of names)
    checkAgainst(join(folder, CHECKSUMS_FILE), new Map([...files].filter(([path]) => path.startsWith(`${name}/`))), name);
  return modulesIn(files, source);
}

/** @throws Error for files that are not what checksums, where there are any, say of a module */
function checkAgainst(checksums: string, files: FileTree, module: string): void {
  if (!existsSync(checksums)) return;
  const all = [...checksumsIn(readFileSync(checksums, 'utf8'), checksums)].filter(([path]) => path.startsWith(`${module}/`));
  const problems = all.length === 0 ? [] : checksumProblems(files, new Map(all));
  if (problems.length > 0)
    throw new Error(
      `${checksums} does not hold:\n${problems.map((line) => `  ${line}`).join('\n')}\nGenerate the modules again, e.g. cado-response synth`,
    );
}

/** Modules in files: one at the root, or one in each folder. */
function modulesIn(files: FileTree, source: string, name?: string): ReadonlyMap<string, ModuleTree> {
  if (files.has(DOCUMENT_FILE)) {
    const tree = moduleTree(files, source, name !== undefined && name.startsWith('cado-') ? name : undefined);
    return new Map([[tree.name, tree]]);
  }
  const folders = [...files.keys()]
    .filter((path) => path.endsWith(`/${DOCUMENT_FILE}`))
    .map((path) => path.slice(0, -DOCUMENT_FILE.length - 1));
  if (folders.length === 0) {
    throw new Error(
      `${source} has no module: no ${DOCUMENT_FILE} in it or in its folders. Accepted: modules, modules/cado-role, an archive, or a git ref such as cado-role/v1.0.0`,
    );
  }
  return new Map(folders.map((folder) => [basename(folder), moduleTree(below(files, folder), `${source}/${folder}`, basename(folder))]));
}

/** Every file below a folder but what Terraform, git and editors leave there, as text. @throws Error for a link */
export const filesBelow = (folder: string): FileTree =>
  fileTree([...bytesBelow(folder)].map(([path, content]) => [path, content.toString('utf8')]));

/** The same, as it is. */
export function bytesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const found: (readonly [string, Buffer])[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) visit(inner);
      else if (entry.isFile()) found.push([inner, readFileSync(join(folder, inner))]);
      else throw new Error(`${join(folder, inner)} is neither file nor folder, and a module has nothing else`);
    }
  };
  visit('');
  return new Map(found);
}
