/** Files to write: path below the output folder, with `/`, → content. Keys are sorted. */
export type FileTree = ReadonlyMap<string, string>;

/** A file tree with its paths in order. */
export function fileTree(files: Iterable<readonly [path: string, content: string]>): FileTree {
  return new Map([...files].toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
}

/** The files of one folder of a tree, with paths from there. */
export const below = (files: FileTree, folder: string): FileTree =>
  fileTree(
    [...files].flatMap(([path, content]) => (path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), content] as const] : [])),
  );
