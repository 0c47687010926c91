import { CLAIMS, isMadeFor, scopeOf, type Claim } from '../claim';
import type { Call, GrantedCall } from '../claims/call';
import { worldOf, type World } from '../claims/world';
import type { Choices } from '../installation/choices';
import { haveSamePolicies, type Installation } from '../installation/installation';
import { neededInputs, widestInputs, type ModuleInputs } from '../installation/module-inputs';
import { installationOf, renderedPolicies, type RenderedPolicies } from '../installation/rendered-installation';
import { callsOf, isAsClaimed, verdictOn } from '../prove';
import { alwaysThere, everyMutant } from './every-mutant';
import { mutated, placeInWords, type PolicyMutant } from './policy-mutants';

/** What became of the mutants of an installation. */
export interface Minimality {
  readonly mutants: number;
  /** Mutants that broke no claim: what is taken away there nobody needs, or what is added no attack is known for. */
  readonly survivors: readonly PolicyMutant[];
}

/** Tries every mutant of every policy against every claim, in each of some installations of one level. */
export function minimality(installations: readonly Choices[]): Minimality {
  const tried = installations.map(scopesOf);
  const named = tried.flatMap((scopes) =>
    scopes.flatMap(({ rendered, opened, claims }) =>
      [
        ...(claims.some(({ claim }) => isOfEverything(claim)) ? everyMutant(rendered) : []),
        ...(opened === undefined ? [] : alwaysThere(opened)),
      ].map((mutant) => [nameOf(mutant), mutant] as const),
    ),
  );
  const mutants = [...new Map(named).values()];
  const survivors = tried.reduce<readonly PolicyMutant[]>(
    (left, scopes) => left.filter((mutant) => !scopes.some((scope) => isNoticedIn(scope, mutant))),
    mutants,
  );
  return { mutants: mutants.length, survivors };
}

/** Of an installation that lacks something only its lacking is of interest. */
const isOfEverything = (claim: Claim): boolean =>
  claim.kind === 'path' ||
  (claim.attack.without?.capabilities === undefined &&
    claim.attack.without?.inputs === undefined &&
    claim.attack.without?.keyInputs === undefined);

/** Claims that speak of the same policies, and these policies. */
interface Scope {
  readonly rendered: RenderedPolicies;
  readonly sound: Installation;
  /** Where claims are made of what everything allows: that, with what inputs open knowingly besides. */
  readonly opened?: RenderedPolicies;
  readonly claims: TriedClaim[];
}

interface TriedClaim {
  readonly claim: Claim;
  readonly calls: readonly (Call | GrantedCall)[];
  /** Whether it holds without a mutant; decided when it is asked for. */
  readonly holds: () => boolean;
}

function scopesOf(choices: Choices): readonly Scope[] {
  const world = worldOf(choices.partition, choices.oneRegion);
  const scopes = new Map<string, Scope>();
  for (const claim of CLAIMS.filter((one) => isMadeFor(one, choices))) {
    const key = scopeOf(claim);
    const inputs = (): ModuleInputs =>
      claim.kind === 'attack' ? widestInputs(world, choices, claim.attack) : neededInputs(world, choices, claim.path);
    const scope = scopes.get(key) ?? { ...soundScope(world, inputs()), ...openedBy(claim, world, choices) };
    scope.claims.push(triedClaim(claim, scope.sound));
    scopes.set(key, scope);
  }
  return [...scopes.values()];
}

function soundScope(world: World, inputs: ModuleInputs): Scope {
  const rendered = renderedPolicies(world, inputs);
  return { rendered, sound: installationOf(world, rendered), claims: [] };
}

function openedBy(claim: Claim, world: World, choices: Choices): Pick<Scope, 'opened'> {
  if (claim.kind === 'path' || claim.attack.without !== undefined || claim.attack.keys !== undefined) return {};
  const { platform, target, ...keys } = widestInputs(world, choices);
  const opened = { tag_after_create: true, temporary_key: { replica_regions: [world.regions.platform], delete_alias: true } };
  return { opened: renderedPolicies(world, { ...keys, platform: { ...platform, ...opened }, target: { ...target, ...opened } }) };
}

function triedClaim(claim: Claim, sound: Installation): TriedClaim {
  const calls = callsOf(claim, sound.world);
  let known: boolean | undefined;
  return { claim, calls, holds: () => (known ??= calls.every((call) => isAsClaimed(claim, verdictOn(call, sound)))) };
}

/**
 * Whether a claim fails that holds without the mutant. What allows less can only break paths, what allows more only let attacks
 * through; and only calls that the changed policy has a say in are decided otherwise.
 */
function isNoticedIn({ rendered, sound, claims }: Scope, mutant: PolicyMutant): boolean {
  const concerned = claims.filter(({ claim }) => (claim.kind === 'path') === (mutant.allows === 'less'));
  if (concerned.length === 0) return false;
  const changed = installationOf(sound.world, mutated(rendered, mutant));
  return concerned.some(
    ({ claim, calls, holds }) =>
      calls.some((call) => !haveSamePolicies(sound, changed, call) && !isAsClaimed(claim, verdictOn(call, changed))) && holds(),
  );
}

/** The mutant in a line, e.g. `cado-role kms, KmsUse: without kms:Decrypt`. */
export function nameOf({ policy, sid, what }: PolicyMutant): string {
  return `${placeInWords(policy)}, ${sid}: ${what}`;
}
