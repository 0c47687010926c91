/** Files to write: path below the output folder, with `/`, → content. Keys are sorted. */
export type FileTree = ReadonlyMap<string, string>;

/** A file tree with its paths in order. */
export function fileTree(files: Iterable<readonly [path: string, content: string]>): FileTree {
  return new Map([...files].toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
}
