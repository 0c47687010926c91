import { execFileSync } from 'node:child_process';
import { fileTree, type FileTree } from '../emit/file-tree';
import { tarFiles } from '../release/archive';

/**
 * Runs git.
 *
 * @throws Error with what git said
 */
export function git(args: readonly string[], folder: string): Buffer {
  try {
    return execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e9 });
  } catch (error) {
    const { stderr, code } = error as { readonly stderr?: Buffer; readonly code?: string };
    if (code === 'ENOENT') throw new Error('git is not installed, and is needed for this', { cause: error });
    throw new Error(`git ${args[0] ?? ''}: ${stderr?.toString('utf8').trim() ?? String(error)}`, { cause: error });
  }
}

/** Files of a ref: those below `modules/` where it has that folder, otherwise all. */
export function filesOfRef(ref: string, folder: string): FileTree {
  const wanted = `Accepted: a folder, an archive, or a git ref such as cado-role/v1.0.0`;
  if (ref.startsWith('-') || ref.trim() === '') throw new Error(`${JSON.stringify(ref)} is neither file, folder nor git ref. ${wanted}`);
  let top: string;
  try {
    top = git(['rev-parse', '--show-toplevel'], folder).toString('utf8').trim();
    git(['rev-parse', '--verify', '--quiet', `${ref}^{tree}`], folder);
  } catch (error) {
    throw new Error(`${ref} is neither file, folder nor git ref. ${wanted}`, { cause: error });
  }
  const isProject = hasPath(`${ref}:modules`, top);
  const files = tarFiles(git(['archive', '--format=tar', ref, ...(isProject ? ['modules'] : [])], top), ref);
  return isProject ? fileTree([...files].map(([path, content]) => [path.slice('modules/'.length), content])) : files;
}

function hasPath(path: string, folder: string): boolean {
  try {
    git(['cat-file', '-e', path], folder);
    return true;
  } catch {
    return false;
  }
}
