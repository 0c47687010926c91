import type { GivenPolicy } from '../estate/estate';
import { covers } from '../policy/globs';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';
import type { Family } from '../proof/claims/attack';
import type { Call } from '../proof/claims/call';
import type { StatementReference } from '../proof/evaluator/verdict';
import type { Decision } from './decide';
import { everyNeededCall } from './examine';
import type { Missing } from './in-force/missing';
import { accountOf, type Scene } from './scene';
import type { AttackResult } from './tried-attacks';

/** A permission that no import needs. */
export type Excess =
  | {
      readonly kind: 'attack';
      readonly title: string;
      readonly family: Family;
      /** From this level on our statements refuse it. @default - at every level */
      readonly refusedFrom?: string;
      /** Calls that get through, or may: it depends on condition keys that no document tells. */
      readonly decisions: readonly Decision[];
      /** What it depends on. @default - nothing: it does get through */
      readonly missing?: readonly Missing[];
    }
  | {
      readonly kind: 'wide' | 'not needed';
      readonly statement: StatementReference;
      /** Patterns of actions. */
      readonly actions: readonly string[];
      /** Actions under these patterns that imports do use. */
      readonly needed: readonly string[];
    };

/** Families of attacks, worst first. */
export const WORST_FIRST: readonly Family[] = [
  'key administration',
  'own rights',
  'passing roles',
  'assuming roles',
  'key use outside EC2 and S3',
  'grants',
  'secrets',
  'commands',
  'stopping and deleting',
  'sharing snapshots',
  'buckets',
  'the temporary key',
  'tags',
  'other roles, accounts, organisations and Regions',
  'what was not chosen',
  'other actions',
];

/** How bad an attack is that gets through: the lower, the worse. Nothing is worse than what lets in accounts that nobody named. */
export const rankOf = ({ family, decisions }: Pick<Extract<Excess, { kind: 'attack' }>, 'family' | 'decisions'>): number =>
  decisions.some(({ call }) => call.by === 'stranger') ? -1 : WORST_FIRST.indexOf(family);

/** What is granted beyond need, worst first: attacks that get through, then those that may, patterns of actions that are wide, and those that nothing uses. */
export function beyondNeed(scene: Scene, attacks: readonly AttackResult[]): readonly Excess[] {
  const open = attacks.flatMap(openAttack).toSorted((one, other) => rankOf(one) - rankOf(other));
  const patterns = statementExcess(scene);
  return [
    ...open.filter(({ missing }) => missing === undefined),
    ...open.filter(({ missing }) => missing !== undefined),
    ...patterns.filter(({ kind }) => kind === 'wide'),
    ...patterns.filter(({ kind }) => kind === 'not needed'),
  ];
}

/** An attack that gets through, or that may: whatever depends on documents is no finding about those that were given. */
function openAttack({ attack, family, decisions }: AttackResult): readonly Extract<Excess, { kind: 'attack' }>[] {
  const through = decisions.filter(({ state }) => state === 'allowed');
  const maybe = decisions.filter(({ state, missing }) => state === 'depends' && missing.every(({ kind }) => kind === 'condition key'));
  const excess = {
    kind: 'attack' as const,
    title: attack.title,
    family,
    ...(attack.from !== undefined && { refusedFrom: attack.from }),
  };
  const missing = new Map(maybe.flatMap((one) => one.missing).map((one) => [one.what, one]));
  return [
    ...(through.length === 0 ? [] : [{ ...excess, decisions: through }]),
    ...(maybe.length === 0 ? [] : [{ ...excess, decisions: maybe, missing: [...missing.values()] }]),
  ];
}

function statementExcess(scene: Scene): readonly Excess[] {
  const { platform, target, key } = scene.subject;
  const needed = everyNeededCall(scene);
  const by = (side: Call['by']): readonly string[] => [...new Set(needed.filter((call) => call.by === side).map(({ action }) => action))];
  return [
    ...(platform?.identity?.given ?? []).flatMap((policy) => excessOf(policy, 'identity', by('platform'))),
    ...(target?.identity?.given ?? []).flatMap((policy) => excessOf(policy, 'identity', by('target'))),
    ...(key?.policy === undefined
      ? []
      : excessOf(
          key.policy,
          'resource',
          [...by('platform'), ...by('target')].filter((action) => action.startsWith('kms:')),
          (statement) => namesOurs(scene, statement),
        )),
  ];
}

/** What statements of a policy grant beyond what is needed. @param concerns which statements count; @default all */
export function excessOf(
  policy: GivenPolicy,
  kind: 'identity' | 'resource',
  needed: readonly string[],
  concerns: (statement: JsonObject) => boolean = () => true,
): readonly Excess[] {
  return statementsOf(policy.json).flatMap((statement, index): readonly Excess[] => {
    if (!isJsonObject(statement) || statement['Effect'] !== 'Allow' || !concerns(statement)) return [];
    const { Sid: sid } = statement;
    const reference: StatementReference = { kind, policy: policy.name, index, ...(typeof sid === 'string' && { sid }) };
    if ('NotAction' in statement) return [{ kind: 'wide', statement: reference, actions: ['NotAction'], needed: [] }];
    const patterns = asList(statement['Action']).filter((action) => typeof action === 'string');
    const used = (pattern: string): readonly string[] => needed.filter((action) => isLike(pattern, action));
    const unused = patterns.filter((pattern) => used(pattern).length === 0);
    const wide = patterns.filter((pattern) => isWide(pattern) && used(pattern).length > 0);
    return [
      ...(wide.length === 0
        ? []
        : [{ kind: 'wide' as const, statement: reference, actions: wide, needed: [...new Set(wide.flatMap(used))] }]),
      ...(unused.length === 0 ? [] : [{ kind: 'not needed' as const, statement: reference, actions: unused, needed: [] }]),
    ];
  });
}

/** Patterns that AWS itself documents, which stand for two actions each that belong together. */
const USUAL_PATTERNS: readonly string[] = ['kms:reencrypt*', 'kms:generatedatakey*'];

const isWide = (pattern: string): boolean => /[*?]/.test(pattern) && !USUAL_PATTERNS.includes(pattern.toLowerCase());

const isLike = (pattern: string, action: string): boolean => covers(pattern.toLowerCase(), action.toLowerCase());

/** Whether a statement of a key policy lets our roles in; that it is left to its own account's IAM policies is AWS's default. */
function namesOurs({ subject, world }: Scene, statement: JsonObject): boolean {
  const { Principal } = statement;
  const names = (isJsonObject(Principal) ? asList(Principal['AWS']) : asList(Principal)).filter((name) => typeof name === 'string');
  const ours = [subject.platform?.arn, subject.target?.arn].flatMap((arn) => arn ?? []);
  const own = accountOf(subject.key?.arn);
  const accounts = [...new Set(ours.map(accountOf))].filter((account) => account !== own);
  return names.some(
    (name) =>
      name === '*' ||
      ours.includes(name) ||
      accounts.some((account) => name === account || name === `arn:${world.partition}:iam::${account}:root`),
  );
}
