import { sha256 } from './archive';

/** Digests by path, as `sha256sum` writes them. @throws Error that names the line which is not one */
export function checksumsIn(text: string, place: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  const wrong = lines.map((line, index) => [index + 1, line] as const).filter(([, line]) => !/^[0-9a-f]{64} [ *]\S/.test(line));
  if (wrong.length > 0 || lines.length === 0) {
    throw new Error(
      `${place} is not what sha256sum writes${wrong.length > 0 ? `, in line ${wrong.map(([at]) => at).join(', ')}` : ': it is empty'}. Accepted: DIGEST, two spaces, PATH`,
    );
  }
  const digests = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  if (digests.size < lines.length) throw new Error(`${place} names a file twice`);
  return digests;
}

/** Digests of files, in the form of `sha256sum`. */
export const checksumsOf = (digests: Iterable<readonly [path: string, digest: string]>): string =>
  [...digests]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, digest]) => `${digest}  ${path}\n`)
    .join('');

/** What differs between files and their digests: one sentence a file. */
export function checksumProblems(files: ReadonlyMap<string, string | Uint8Array>, digests: ReadonlyMap<string, string>): readonly string[] {
  const missing = [...digests.keys()].filter((path) => !files.has(path)).map((path) => `${path}: missing`);
  const wrong = [...files].flatMap(([path, content]) => {
    const digest = digests.get(path);
    if (digest === undefined) return [`${path}: not in the checksums`];
    return digest === sha256(content) ? [] : [`${path}: has another content`];
  });
  return [...missing, ...wrong].toSorted();
}
