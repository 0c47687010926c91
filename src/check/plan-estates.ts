import { namesAskedFor, withAskedNames } from './asked-names';
import { bareRoles, withoutGoneWithRoles, type BareRoles } from './bare-roles';
import { collect } from '../estate/collect';
import type { DocumentProblem, Estate, EstateKey, EstateRole } from '../estate/estate';
import type { Reader } from '../estate/found';
import { readJson } from '../estate/json-text';
import { controlPolicies, type ControlPolicies } from './organisation/control-policies';
import { withoutDestroyedElsewhere } from './destroyed-elsewhere';
import { instanceProfiles, type InstanceProfile } from './instance-profiles';
import { withChangedAliases } from './key-aliases';
import { withSucceeding } from './succeeding-roles';
import { terraformSides, type TerraformSide } from '../estate/terraform/terraform';
import { terraformDocument, type TerraformDocument } from '../estate/terraform/document';
import { ELSE } from '../estate/terraform/role-parts';
import {
  remadePolicies,
  replacedRoles,
  sensitivePolicies,
  sensitiveTexts,
  succeedingRoles,
  type RemadePolicy,
} from '../estate/terraform/fates';
import { aboutOf, untoldIn, type Untold } from '../estate/terraform/untold';
import type { Whereabouts } from '../estate/whereabouts';
import { withUntoldReferences } from './untold-references';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';

/** A plan as what is and what will be. */
export interface PlanEstates {
  readonly before: Estate;
  readonly after: Estate;
  /** What Terraform will know only when it applies. */
  readonly untold: readonly Untold[];
  /** Policies that are none. */
  readonly problems: readonly PlanProblem[];
  /** Whether the plan does not show everything. */
  readonly isIncomplete: boolean;
  /** ARNs of roles that are destroyed and made again, with their addresses. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Of those, the ones that do not get all of their policies again. */
  readonly bare: BareRoles;
  /** Policies that are destroyed under one address and made under another. */
  readonly remade: readonly RemadePolicy[];
  /** Names of policies that somebody called sensitive. */
  readonly sensitive: ReadonlySet<string>;
  /** Texts beside policies that somebody called sensitive. */
  readonly secrets: readonly string[];
  readonly profiles: Readonly<Record<'before' | 'after', readonly InstanceProfile[]>>;
  /** Policies of the organisation of each kind. */
  readonly control: readonly ControlPolicies[];
  /** Regions that the providers are set to. */
  readonly regions: readonly string[];
  /** When it was made, e.g. `2030-01-31T00:00:00Z`. @default - it does not say */
  readonly time?: string;
}

/** A policy that is none. */
export interface PlanProblem extends Untold {
  readonly problem: string;
  /** Whether the plan makes it so. */
  readonly isNew: boolean;
}

/** How a plan file begins, which is an archive. */
const ARCHIVE = 'PK\u0003\u0004';
const WANTED = 'Accepted: what terraform show -json PLANFILE prints';
/** Versions of the format are added to without harm below the next major one. Source: https://developer.hashicorp.com/terraform/internals/json-format#format-summary */
const KNOWN_FORMAT = /^[01]\./;

/** Reads what `terraform show -json` printed of a plan. @returns a sentence where the text is none */
export function planEstates(text: string, file: string, usual: Whereabouts): PlanEstates | string {
  if (text.startsWith(ARCHIVE)) return `${file} is a plan as Terraform keeps it: terraform show -json ${file} prints it. ${WANTED}`;
  if (text.slice(0, 4).includes('\0'))
    return `${file} is UTF-16, as PowerShell writes it. Write it as UTF-8: terraform show -json PLANFILE | Out-File -Encoding utf8 ${file}`;
  const read = readJson(text);
  if (read.problem !== undefined) return `${file} is no JSON: ${read.problem}. ${WANTED}`;
  const document = terraformDocument(read.value);
  if (document === undefined) return `${file} is no plan. ${WANTED}`;
  if (document.kind === 'state' || !isJsonObject(read.value)) return `${file} is a state, and a state changes nothing. ${WANTED}`;
  const unfit = planProblem(read.value, file);
  if (unfit !== undefined) return unfit;
  const time: Json | undefined = read.value['timestamp'];
  const planned = sidesOf(document, file, usual);
  const once = withoutDestroyedElsewhere(document, planned.before.context, planned.after.context);
  const whole = once === document ? planned : sidesOf(once, file, usual);
  const left = withoutGoneWithRoles(once, whole.before.context, whole.after.context);
  const { before, after, old, now } = left === once ? whole : sidesOf(left, file, usual);
  const known = new Set(old.map(({ problem }) => problem));
  const collected = [collect(before.found), collect(after.found)] as const;
  const aliased = withChangedAliases({ before: collected[0], after: collected[1] }, { before: before.context, after: after.context });
  const asked = namesAskedFor(collected);
  const [was, will] = [withAskedNames(aliased.before, asked), withAskedNames(aliased.after, asked)];
  return {
    before: withSucceeding(withUnmanaged(was, will), succeedingRoles(before.context, after.context)),
    after: withUntoldReferences(withUnmanaged(withoutGone(will, was), was), was, { before: before.context, after: after.context }),
    untold: untoldIn(after.context),
    problems: now.map((problem) => ({ ...placeOf(problem, after), problem: problem.problem, isNew: !known.has(problem.problem) })),
    isIncomplete: read.value['complete'] === false,
    replaced: replacedRoles(before.context, after.context),
    bare: left === once ? new Map() : bareRoles(collect(whole.after.found).roles, collected[1].roles),
    remade: remadePolicies(before.context, after.context),
    sensitive: new Set([before, after].flatMap(({ context }) => sensitivePolicies(context))),
    secrets: [before, after].flatMap(({ context }) => sensitiveTexts(context)),
    profiles: { before: instanceProfiles(before.context), after: instanceProfiles(after.context) },
    control: controlPolicies({ before: collected[0], after: collected[1] }, { before: before.context, after: after.context }),
    regions: [...new Set([...document.providers.values()].flatMap(({ region }) => region ?? []))],
    ...(typeof time === 'string' && !Number.isNaN(Date.parse(time)) && { time }),
  };
}

/** Both sides of a plan, and what is wrong with each. */
interface ReadSides extends Readonly<Record<'before' | 'after', TerraformSide>> {
  readonly old: readonly DocumentProblem[];
  readonly now: readonly DocumentProblem[];
}

function sidesOf(document: TerraformDocument, file: string, usual: Whereabouts): ReadSides {
  const [old, now]: [DocumentProblem[], DocumentProblem[]] = [[], []];
  const reader = (problems: DocumentProblem[]): Reader => ({ file, report: (problem) => void problems.push(problem) });
  return { ...terraformSides(document, { before: reader(old), after: reader(now) }, usual), old, now };
}

/** Where a role or a key is destroyed, it is gone whatever resources still speak of it. */
function withoutGone(after: Estate, before: Estate): Estate {
  const managed = new Set([...before.roles, ...before.keys].filter(({ address }) => address !== undefined).map(({ arn }) => arn));
  const isThere = ({ arn, address }: EstateRole | EstateKey): boolean => address !== undefined || !managed.has(arn);
  return { ...after, roles: after.roles.filter(isThere), keys: after.keys.filter(isThere) };
}

/**
 * Roles and keys that Terraform does not manage here are there on both sides, whatever it adds to them. Of a key that gets a policy which
 * Terraform manages, nobody knows what was there: it is taken to be new.
 */
function withUnmanaged(side: Estate, other: Estate): Estate {
  const [roles, keys] = [new Set(side.roles.map(({ arn }) => arn)), new Set(side.keys.map(({ arn }) => arn))];
  const added = other.roles.filter(({ arn, address }) => address === undefined && !roles.has(arn));
  const bare = other.keys.filter(({ arn, address, policy }) => address === undefined && policy === undefined && !keys.has(arn));
  return {
    ...side,
    roles: [
      ...side.roles,
      ...added.map(({ arn, identity }) => ({
        arn,
        identity: { given: [], missing: (identity?.missing ?? []).filter((one) => one.startsWith(ELSE)) },
      })),
    ],
    keys: [...side.keys, ...bare.map(({ arn }) => ({ arn, grants: [] }))],
  };
}

/** Why a plan cannot be checked. */
function planProblem(plan: JsonObject, file: string): string | undefined {
  const format: Json | undefined = plan['format_version'];
  if (typeof format === 'string' && !KNOWN_FORMAT.test(format))
    return `${file} has the format ${JSON.stringify(format)}, which nobody knows here. Accepted: a plan of format 1, e.g. "1.2"`;
  if (plan['errored'] === true)
    return `${file}: the plan has errors and is incomplete, so that nothing can be said of it. Mend what terraform plan reports, and plan again`;
  return undefined;
}

function placeOf({ place = '' }: DocumentProblem, { context }: TerraformSide): Untold {
  const owner = context.resources.find(({ address }) => place.startsWith(`${address}.`) || place.startsWith(`${address} `));
  return { place, about: owner === undefined ? [] : aboutOf(owner, context) };
}
