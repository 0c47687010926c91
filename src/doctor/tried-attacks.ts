import type { Attack, Family, Where } from '../proof/claims/attack';
import { FAMILIES } from '../proof/claims/attack';
import { ATTACKS } from '../proof/claims/attacks';
import { eachSideAlone } from '../proof/claims/each-side';
import { statementViews, viewsIn, valuesOf } from '../proof/plan/statement-view';
import type { Call } from '../proof/claims/call';
import type { World } from '../proof/claims/world';
import type { Decision } from './decide';
import { distinctCalls, textOfCall } from './distinct-calls';
import { decided } from './examine';
import type { Scene } from './scene';

/** An attack, decided for a subject. */
export interface AttackResult {
  readonly attack: Attack;
  readonly family: Family;
  /** Calls that what was given has a say in; each must be refused. */
  readonly decisions: readonly Decision[];
}

/**
 * Tries every published attack on what was given.
 *
 * @param asked what says which attacks are some; @default the scene
 * @param isAsked which calls of theirs are tried; @default all
 */
export function tryAttacks(scene: Scene, asked: Scene = scene, isAsked: (call: Call) => boolean = () => true): readonly AttackResult[] {
  return FAMILIES.flatMap((family) =>
    ATTACKS[family]
      .filter((attack) => isTried(attack, asked))
      .flatMap((attack) => {
        const decisions = decided(scene, callsOf(scene.world, attack).filter(isAsked), false);
        return decisions.length === 0 ? [] : [{ attack, family, decisions }];
      }),
  );
}

const CALLS = new WeakMap<World, Map<Attack, readonly Call[]>>();

/** Calls of an attack, which stay the same whatever policies say. */
function callsOf(world: World, attack: Attack): readonly Call[] {
  const known = CALLS.get(world) ?? new Map<Attack, readonly Call[]>();
  CALLS.set(world, known);
  const calls =
    known.get(attack) ??
    distinctCalls(
      attack
        .calls(world)
        .filter((call) => !isNeverShown(call))
        .flatMap((call) => eachSideAlone(world, call)),
    );
  known.set(attack, calls);
  return calls;
}

/**
 * EC2 shows nobody the attributes of another account's instance, and an instance has no policy that could let it: our statements name
 * the account, and those of others lose nothing without it.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const isNeverShown = ({ action, on }: Call): boolean => on === 'open to everybody' && action.startsWith('ec2:Describe');

/** What is an attack only where something was chosen, or was not, is none of policies that anybody may have written. */
function isTried({ where, without, keys }: Attack, scene: Scene): boolean {
  return without === undefined && keys === undefined && (where === undefined || CHOSEN[where](scene));
}

const never = (): boolean => false;
const always = (): boolean => true;
/** What opens a door knowingly is a statement of its own. */
const hasNot =
  (sid: string) =>
  ({ subject }: Scene): boolean =>
    ![subject.platform, subject.target].flatMap((role) => role?.identity?.given ?? []).some(({ json }) => statementViews([json]).has(sid));
/** What trust policies ask for, or what was said. */
const asks =
  (key: string, said: 'externalId' | 'organizationId') =>
  ({ subject }: Scene): boolean =>
    subject[said] !== undefined ||
    [subject.platform?.trust, subject.target?.trust].some(
      (trust) => trust !== undefined && viewsIn([trust.json]).some((view) => valuesOf(view, key).length > 0),
    );

const CHOSEN: Readonly<Record<Where, (scene: Scene) => boolean>> = {
  'sources are named': ({ subject }) => (subject.sourceBucketArns ?? []).length > 0,
  'instances are tagged': never,
  'Regions are named': always,
  'an external id is asked for': asks('sts:ExternalId', 'externalId'),
  'an organisation is asked for': asks('aws:PrincipalOrgID', 'organizationId'),
  'only what is being made is named': hasNot('TagAfterCreating'),
  'aliases are kept': hasNot('TempKeyAliasDelete'),
  'the platform has an account of its own': ({ world }) => world.accounts.platform !== world.accounts.target,
};

/** Calls of attacks that something let through after a change and did not before. */
export function newlyOpen(
  before: readonly AttackResult[],
  after: readonly AttackResult[],
): readonly (AttackResult & { readonly opened: readonly Decision[] })[] {
  const known = new Map(before.flatMap(({ attack, decisions }) => decisions.map((one) => [keyOf(attack, one), one.state] as const)));
  return after.flatMap((result) => {
    const opened = result.decisions.filter((now) => {
      const was = known.get(keyOf(result.attack, now)) ?? 'refused';
      return (was === 'refused' && now.state !== 'refused') || (was === 'depends' && now.state === 'allowed');
    });
    return opened.length === 0 ? [] : [{ ...result, opened }];
  });
}

const keyOf = ({ title }: Attack, { call }: Decision): string => `${title} ${textOfCall(call)}`;
