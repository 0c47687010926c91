import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TighteningLevel } from '../../src/policy/guard';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { failureInWords } from '../../src/proof/failure-words';
import { everyChoice } from '../../src/proof/installation/choices';
import { renderedPolicies } from '../../src/proof/installation/rendered-installation';
import type { PolicyKind } from '../../src/proof/linter/finding';
import { lintPolicy } from '../../src/proof/linter/lint-policy';
import { prove } from '../../src/proof/prove';
import { changedStatement, withCondition } from '../support/changed-statement';

/** A bug that somebody shipped, in our own words. */
interface ShippedBug {
  readonly what: string;
  readonly source: string;
  /** Found by proof: the bug is put into our own statements. */
  readonly proof?: {
    readonly level: TighteningLevel;
    readonly sids: readonly string[];
    /** A condition that is added; without one the statement is gone. */
    readonly condition?: readonly [operator: string, key: string, values: Json];
    readonly message: readonly string[];
  };
  /** Found by the linter: the policy as it was shipped, and the rule. */
  readonly lint?: { readonly kind: PolicyKind; readonly policy: JsonObject; readonly rule: string };
}

const FOLDER = join(__dirname, '../cases/shipped-bugs');
const BUGS = readdirSync(FOLDER).map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as ShippedBug] as const);

test('there are five of them, each found by the proof or by the linter', () => {
  expect(BUGS.length).toBeGreaterThanOrEqual(5);
  expect(BUGS.filter(([, { proof, lint }]) => (proof === undefined) === (lint === undefined))).toEqual([]);
});

const PROVED = BUGS.flatMap(([file, { proof }]) => (proof === undefined ? [] : [[file, proof] as const]));
const LINTED = BUGS.flatMap(([file, { lint }]) => (lint === undefined ? [] : [[file, lint] as const]));

test.each(PROVED)('%s fails the proof, which says where', (_file, { level, sids, condition, message }) => {
  const change = (statement: JsonObject): JsonObject | undefined =>
    condition === undefined ? undefined : withCondition(statement, ...condition);
  const { failures } = prove({
    installations: everyChoice([level]).filter(({ partition }) => partition === 'aws'),
    render: (world, inputs) => sids.reduce((policies, sid) => changedStatement(policies, sid, change), renderedPolicies(world, inputs)),
  });
  expect(failures.map(failureInWords).filter((text) => message.every((part) => text.includes(part)))).not.toEqual([]);
});

test.each(LINTED)('%s is found by the linter', (file, { kind, policy, rule }) => {
  expect(lintPolicy({ name: file, kind, json: policy }).map((finding) => finding.rule)).toContain(rule);
});
