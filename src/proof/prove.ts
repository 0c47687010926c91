import type { Call, GrantedCall } from './claims/call';
import { GRANT_ATTACKS } from './claims/attacks/grants';
import { worldOf, type World } from './claims/world';
import { eachSideAlone } from './claims/each-side';
import { CLAIMS, isMadeFor, modulesOf, scopeOf, type Claim } from './claim';
import type { Verdict } from './evaluator/verdict';
import type { ModuleName } from './claims/import-path';
import type { Choices } from './installation/choices';
import { decide, decideGranted, type Installation } from './installation/installation';
import { neededInputs, widestInputs, type ModuleInputs } from './installation/module-inputs';
import { installationOf, renderedPolicies, type RenderedPolicies } from './installation/rendered-installation';

/** A call that was decided otherwise than a claim says. */
export interface Failure {
  readonly claim: Claim;
  readonly choices: Choices;
  readonly call: Call | GrantedCall;
  readonly verdict: Verdict;
}

/** What a proof found. */
export interface Proof {
  readonly installations: number;
  /** Claims, each times the installations it speaks of. */
  readonly claims: number;
  /** Calls that were decided. */
  readonly calls: number;
  readonly failures: readonly Failure[];
}

/** What is proved, and of what. */
export interface ProofOptions {
  readonly installations: readonly Choices[];
  /** @default - all */
  readonly modules?: readonly ModuleName[];
  /** Gives what the modules render. @default - what `resolve` gives */
  readonly render?: (world: World, inputs: ModuleInputs, choices: Choices) => RenderedPolicies;
  /** Told after each installation. @default - nobody */
  readonly progress?: (done: number, all: number) => void;
}

/** Decides every call of every claim for every installation. */
export function prove({ installations, modules, render = renderedPolicies, progress }: ProofOptions): Proof {
  const claims = CLAIMS.filter((claim) => modules === undefined || modulesOf(claim).some((name) => modules.includes(name)));
  const failures: Failure[] = [];
  let counted = { claims: 0, calls: 0 };
  installations.forEach((choices, index) => {
    const install = installer(choices, render);
    for (const claim of claims.filter((one) => isMadeFor(one, choices))) {
      const installation = install(claim);
      const calls = callsOf(claim, installation.world);
      counted = { claims: counted.claims + 1, calls: counted.calls + calls.length };
      for (const call of calls) {
        const verdict = verdictOn(call, installation);
        if (!isAsClaimed(claim, verdict)) failures.push({ claim, choices, call, verdict });
      }
    }
    progress?.(index + 1, installations.length);
  });
  return { installations: installations.length, ...counted, failures };
}

/** Whether a verdict is what the claim says. */
export const isAsClaimed = (claim: Claim, { outcome }: Verdict): boolean => (claim.kind === 'path') === (outcome === 'allowed');

/** Gives the installation that a claim speaks of; the same object for claims that speak of the same one. */
function installer(choices: Choices, render: NonNullable<ProofOptions['render']>): (claim: Claim) => Installation {
  const world = worldOf(choices.partition, choices.oneRegion);
  const known = new Map<string, Installation>();
  return (claim) => {
    const key = scopeOf(claim);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    const inputs = claim.kind === 'attack' ? widestInputs(world, choices, claim.attack) : neededInputs(world, choices, claim.path);
    const installation = installationOf(world, render(world, inputs, choices));
    known.set(key, installation);
    return installation;
  };
}

/** Every call of a claim. */
export function callsOf(claim: Claim, world: World): readonly (Call | GrantedCall)[] {
  if (claim.kind === 'attack') return claim.attack.calls(world).flatMap((call) => eachSideAlone(world, call));
  return [...claim.path.calls(world), ...(claim.path.granted?.(world) ?? [])];
}

/** What is decided over a call of a claim. */
export const verdictOn = (call: Call | GrantedCall, installation: Installation): Verdict =>
  'grant' in call ? decideGranted(installation, call) : decide(installation, call);

/** Grants are no policies of a module, so that their limits hold for every installation alike. */
export const grantVerdicts = (installation: Installation): readonly Verdict[] =>
  GRANT_ATTACKS.flatMap(({ calls }) => calls(installation.world).map((call) => decideGranted(installation, call)));
