import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileTree } from '../emit/file-tree';

const STAGE = '.cado-response-';
const OLD = '.cado-response-old-';

/**
 * Writes a file tree below `folder`, one swap a top-level entry: everything is written beside it first, so that a crash
 * leaves every module as it was or as it will be. What is in a module's folder and is not ours stays.
 *
 * @param dropped paths of an earlier run to leave out.
 */
export function writeFileTree(folder: string, files: FileTree, dropped: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  recover(folder);
  const stage = mkdtempSync(join(folder, STAGE));
  try {
    const entries = topLevelEntries(files);
    for (const entry of entries) keepForeignFiles(folder, stage, entry, dropped);
    for (const [path, content] of files) {
      mkdirSync(dirname(join(stage, path)), { recursive: true });
      writeFileSync(join(stage, path), content);
    }
    for (const entry of entries) swap(folder, stage, entry);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function topLevelEntries(files: FileTree): readonly string[] {
  return [...new Set([...files.keys()].map((path) => path.split('/')[0] ?? path))];
}

/** Copies what stands in a module's folder, but for what an earlier run wrote and this one does not. */
function keepForeignFiles(folder: string, stage: string, entry: string, dropped: readonly string[]): void {
  const source = join(folder, entry);
  if (!existsSync(source)) return;
  cpSync(source, join(stage, entry), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  for (const path of dropped.filter((candidate) => candidate.startsWith(`${entry}/`))) rmSync(join(stage, path), { force: true });
}

/** A file is replaced in one step; a folder in two, and {@link recover} undoes the first if the second never came. */
function swap(folder: string, stage: string, entry: string): void {
  const target = join(folder, entry);
  const old = join(folder, `${OLD}${entry}`);
  if (existsSync(target) && readdirOrNothing(target) !== undefined) renameSync(target, old);
  renameSync(join(stage, entry), target);
  rmSync(old, { recursive: true, force: true });
}

function readdirOrNothing(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}

/** Puts back a module that an interrupted run had moved away, and removes what such a run left behind. */
function recover(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(OLD)) {
      const entry = join(folder, name.slice(OLD.length));
      if (existsSync(entry)) rmSync(join(folder, name), { recursive: true, force: true });
      else renameSync(join(folder, name), entry);
    } else if (name.startsWith(STAGE)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
