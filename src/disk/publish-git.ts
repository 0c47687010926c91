import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { FileTree } from '../emit/file-tree';
import { git } from './git';
import type { Publication } from './publications';

/** Name of the repository of a module, as registries ask for. Source: https://developer.hashicorp.com/terraform/registry/modules/publish */
export const repositoryName = (module: string): string => `terraform-aws-${module}`;

/** What became of a version in its repository. */
export interface GitPublication {
  readonly repository: string;
  readonly tag: string;
  readonly isNew: boolean;
}

/**
 * Puts versions into one repository a module: a commit and a tag each. A tag that is there is never moved.
 *
 * @param target a folder that holds the repositories, or an address with `{module}` (or `{name}`) for the name of the module
 * @throws Error that names every tag with another content
 */
export function publishGit(target: string, workingFolder: string, publications: readonly Publication[]): readonly GitPublication[] {
  const modules = [...new Set(publications.map(({ module }) => module))];
  const repositories = modules.map((module) => openRepository(target, module, workingFolder));
  try {
    const conflicts = repositories.flatMap((repository) =>
      publications.filter(({ module }) => module === repository.module).flatMap((one) => conflict(repository, one)),
    );
    if (conflicts.length > 0) throw new Error(conflicts.join('\n'));
    return repositories.flatMap((repository) =>
      publications.filter(({ module }) => module === repository.module).map((one) => publishVersion(repository, one)),
    );
  } finally {
    for (const { temporary } of repositories) if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  }
}

interface Repository {
  readonly module: string;
  /** As people call it. */
  readonly place: string;
  readonly folder: string;
  /** A clone to remove at the end, whose commits are pushed. @default - none: the repository itself is worked in */
  readonly temporary?: string;
}

function openRepository(target: string, module: string, workingFolder: string): Repository {
  const isAddress = /^[a-z+]+:\/\/|^[^/\\]+@[^/\\]+:/.test(target);
  const place = /\{(module|name)\}/.test(target)
    ? target.replaceAll(/\{(module|name)\}/g, module)
    : `${target.replace(/\/$/, '')}/${repositoryName(module)}`;
  if (isAddress) {
    const temporary = mkdtempSync(join(tmpdir(), 'cado-response-'));
    git(['clone', '--quiet', '--', place, temporary], workingFolder);
    return { module, place, folder: temporary, temporary };
  }
  const folder = resolve(workingFolder, place);
  if (!existsSync(join(folder, '.git'))) {
    mkdirSync(folder, { recursive: true });
    git(['init', '--quiet', '--initial-branch=main'], folder);
  }
  const changed = git(['status', '--porcelain'], folder).toString('utf8').trim();
  if (changed !== '') throw new Error(`${place} has changes that are not committed:\n${changed}\nCommit or remove them first`);
  return { module, place, folder };
}

function hasCommits(folder: string): boolean {
  return git(['rev-list', '--all', '--max-count=1'], folder).length > 0;
}

const tagOf = ({ version }: Publication): string => `v${version}`;

function conflict({ folder, place }: Repository, publication: Publication): readonly string[] {
  const tag = tagOf(publication);
  const there = treeOf(folder, tag);
  if (there === undefined || there === listing(publication.files)) return [];
  return [`${place}: the tag ${tag} is there with another content. Tags never move: release a new version`];
}

/** Digests of all files of a tag, as {@link listing} gives them; undefined where there is no such tag. */
function treeOf(folder: string, tag: string): string | undefined {
  if (git(['tag', '--list', tag], folder).length === 0) return undefined;
  return git(['ls-tree', '-r', '-z', '--format=%(objectmode) %(objectname) %(path)', `refs/tags/${tag}`], folder)
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '')
    .toSorted()
    .join('\n');
}

const listing = (files: FileTree): string =>
  [...files]
    .map(([path, content]) => `100644 ${blobDigest(content)} ${path}`)
    .toSorted()
    .join('\n');

/** Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
const blobDigest = (content: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex');

function publishVersion({ folder, place, module, temporary }: Repository, publication: Publication): GitPublication {
  const tag = tagOf(publication);
  const isNew = treeOf(folder, tag) === undefined;
  if (isNew) {
    replaceFiles(folder, publication.files);
    git(['add', '--all'], folder);
    const isChanged = !hasCommits(folder) || git(['status', '--porcelain'], folder).length > 0;
    if (isChanged) git(['commit', '--quiet', '--no-verify', '-m', `${module} ${publication.version}`], folder);
    git(['tag', '--annotate', '-m', `${module} ${publication.version}`, tag], folder);
    if (temporary !== undefined) git(['push', '--quiet', '--atomic', 'origin', 'HEAD', `refs/tags/${tag}`], folder);
  }
  return { repository: place, tag, isNew };
}

function replaceFiles(folder: string, files: FileTree): void {
  const old = git(['ls-files', '-z'], folder)
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
  for (const path of old) rmSync(join(folder, path), { force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: 0o644 });
  }
}
