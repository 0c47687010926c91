import { below, type FileTree } from '../emit/file-tree';
import { archiveOf, filesIn, sha256 } from '../release/archive';
import { recordedReleases, releasedArchive } from './releases';

/** A released version of a module, ready to be published. */
export interface Publication {
  readonly module: string;
  readonly version: string;
  readonly sha256: string;
  readonly archive: Uint8Array;
  readonly files: FileTree;
}

/**
 * Every release that can be published: those whose archives the project has, and the latest ones, which generation gives again.
 *
 * @param emitted the `modules` folder as it is generated
 * @throws Error that names each latest release which cannot be had, or that nothing is released
 */
export function publications(projectFolder: string, emitted: FileTree, modules: readonly string[]): readonly Publication[] {
  const problems: string[] = [];
  const found = Object.entries(recordedReleases(projectFolder))
    .filter(([module]) => modules.includes(module))
    .flatMap(([module, releases]) =>
      releases.flatMap(({ version, sha256: digest }): readonly Publication[] => {
        const archive = releasedArchive(projectFolder, module, version, digest) ?? generated(emitted, module, digest);
        if (archive !== undefined) return [{ module, version, sha256: digest, archive, files: filesIn(archive, `${module} ${version}`) }];
        if (version === releases.at(-1)?.version)
          problems.push(`${module} ${version}: what is generated now is not what was released, and its archive is not in releases/`);
        return [];
      }),
    );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (found.length === 0) throw new Error(`No version of ${modules.join(', ')} is released. Run cado-response release first`);
  return found;
}

function generated(emitted: FileTree, module: string, digest: string): Uint8Array | undefined {
  const archive = archiveOf(below(emitted, module));
  return sha256(archive) === digest ? archive : undefined;
}
