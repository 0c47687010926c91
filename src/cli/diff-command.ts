import { readModules } from '../disk/read-modules';
import type { Change } from '../release/change';
import { diffModules, type ModuleDiff } from '../release/diff';
import type { ModuleTree } from '../release/tree/module-tree';
import type { CommandContext } from './synth-command';

/** Options of `cado-response diff`, as given. */
export interface DiffOptions {
  readonly json?: boolean;
}

/**
 * `cado-response diff OLD NEW`: what changed of access and interface, each change with the level it asks of a version.
 *
 * @throws Error for a source that cannot be read, see `readModules`
 */
export function diffCommand(before: string, after: string, options: DiffOptions, { workingFolder, print }: CommandContext): void {
  const diffs = diffAll(readModules(before, workingFolder), readModules(after, workingFolder));
  print(options.json === true ? JSON.stringify({ modules: diffs }, null, 2) : diffs.map(diffText).join('\n\n'));
}

function diffAll(before: ReadonlyMap<string, ModuleTree>, after: ReadonlyMap<string, ModuleTree>): readonly ModuleDiff[] {
  const [one, other] = [[...before.values()][0], [...after.values()][0]];
  // One module against one: what their folders are called says nothing.
  if (before.size === 1 && after.size === 1 && one !== undefined && other !== undefined)
    return [diffModules(one, { ...other, name: one.name })];
  return [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old !== undefined && now !== undefined) return [diffModules(old, now)];
    // A single module is compared with its own, not with its neighbours.
    if (before.size === 1 || after.size === 1) return [];
    const change: Change = {
      level: old === undefined ? 'minor' : 'major',
      kind: 'interface',
      text: `the module is ${old === undefined ? 'new' : 'gone'}`,
    };
    return [{ name, changes: [change], level: change.level }];
  });
}

/** A module's changes for people. */
export function diffText({ name, changes, level }: ModuleDiff): string {
  if (level === undefined) return `${name}: nothing changed`;
  return [`${name}: ${level}`, ...changes.map((change) => `  ${change.level.padEnd(5)}  ${mark(change)} ${change.text}`)].join('\n');
}

const mark = ({ direction }: Change): string =>
  direction === undefined ? ' ' : { widened: '+', narrowed: '-', undecided: '?' }[direction];
