// The processes that are timed side by side.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { largePlan } from './large-plan.mjs';
import { PROJECT_FOLDER } from './workspace.mjs';

/**
 * A process to time.
 *
 * @typedef {object} Candidate
 * @property {string} title what it is, for the report
 * @property {string} command
 * @property {() => readonly string[]} args made anew for each run
 * @property {string} folder working folder
 * @property {Readonly<Record<string, string>>} [env] added to the environment
 */

/** @typedef {'floor' | 'library' | 'generation' | 'packaged' | 'version' | 'plan25' | 'plan50' | 'cdktf'} CandidateName */

/**
 * The candidates in the order of a round. `cdktf synth` leaves the machine busy, so it comes last and the floor, which no
 * ratio reads, takes the after-effects.
 *
 * @param {import('./workspace.mjs').Workspace} workspace
 * @returns {Readonly<Record<CandidateName, Candidate>>}
 */
export function candidates({ temporaryFolder, projectCopy, packageCopy }) {
  const freshFolder = () => mkdtempSync(join(temporaryFolder, 'out-'));
  const node = { command: process.execPath, folder: PROJECT_FOLDER };
  return {
    floor: { ...node, title: 'node alone', args: () => ['-e', '0'] },
    library: { ...node, title: 'node that requires cdktf', args: () => ['-e', "require('cdktf')"] },
    generation: {
      ...node,
      title: 'generation of all modules',
      args: () => [join('dist', 'cado-response.js'), 'synth', '--out', freshFolder()],
    },
    packaged: {
      ...node,
      title: 'synth of the package',
      args: () => [join(packageCopy, 'dist', 'cado-response.js'), 'synth', '--out', freshFolder()],
    },
    version: { ...node, title: '--version of the package', args: () => [join(packageCopy, 'dist', 'cado-response.js'), '--version'] },
    plan25: planCheck(node, temporaryFolder, 25),
    plan50: planCheck(node, temporaryFolder, 50),
    cdktf: {
      title: 'cdktf synth of the same app',
      command: process.execPath,
      folder: projectCopy,
      args: () => [join('node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf'), 'synth', '--output', freshFolder()],
      env: { CHECKPOINT_DISABLE: '1', CDKTF_HOME: temporaryFolder },
    },
  };
}

/**
 * The gate on a plan of some megabytes, most of which is none of its business.
 *
 * @param {{ readonly command: string, readonly folder: string }} node
 * @param {string} temporaryFolder
 * @param {number} megabytes
 * @returns {Candidate}
 */
function planCheck(node, temporaryFolder, megabytes) {
  const file = join(temporaryFolder, `plan-${megabytes}.json`);
  writeFileSync(file, largePlan(megabytes * 1_000_000));
  const target = 'arn:aws:iam::444455556666:role/CadoResponseRole';
  return {
    ...node,
    title: `check of a plan of ${megabytes} MB`,
    args: () => [join('dist', 'cado-response.js'), 'check', file, '--target-role', target],
  };
}
