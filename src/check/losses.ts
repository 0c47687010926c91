import type { Decision } from '../doctor/decide';
import { examine, type PathResult } from '../doctor/examine';
import { isOnExaminedKey } from '../doctor/examined-key';
import type { Scene } from '../doctor/scene';
import type { Subject } from '../doctor/subject/subject';
import type { EstateKey } from '../estate/estate';
import { callInWords, reasonInWords } from '../doctor/report/words';
import { lostWhereLeftToIam, type LostCall } from './keys-left-to-iam';
import type { LeftOpen } from './left-open';
import type { Outcome } from './findings/outcome';
import { placeOfKey, placeOfRole, type Cause, type Placer } from './places';
import type { ComparedScenes } from './scenes';

/** Paths that work, or may, and would be blocked, or be left to what nobody knows; or whose role or key would be gone. */
export function lossesOf(
  { old, now, renamed, isElsewhere, tellsProtected }: ComparedScenes,
  place: Placer,
  isLeftOpen: LeftOpen,
): readonly Outcome[] {
  if (old === undefined) return [];
  const before = examine(old).filter((path) => path.state !== 'blocked' && !(tellsProtected && isAboutFunctions(path)));
  const gone = goneIn(old.subject, now?.subject);
  const ofGone = gone.flatMap((part) => before.filter((path) => needs(old, path, part)).map((path) => goneOutcome(path, part)));
  if (now === undefined || createdIn(old.subject, now.subject)) return ofGone;
  const after = new Map(examine(now, old).map((path) => [path.title, path]));
  const elsewhere =
    renamed === undefined ? undefined : new Map(examine(renamed, isElsewhere ? renamed : old).map((path) => [path.title, path]));
  const others = before.filter((path) => !gone.some((part) => needs(old, path, part)));
  const lost = others.flatMap((path): readonly Outcome[] => {
    const then = after.get(path.title);
    if (then === undefined || then.state === 'works') return [];
    if (then.state === 'depends') {
      const told = possible(path, then, place, isLeftOpen);
      return told.length > 0 ? told : onKeysElsewhere(path, lostWhereLeftToIam(path, old, now), place);
    }
    if (elsewhere !== undefined && elsewhere.get(path.title)?.state !== 'blocked') return [narrowed(path, then, place)];
    return blocked(path, then, place);
  });
  return [...ofGone, ...lost];
}

/** Code of functions is under keys of their own: ours are for volumes and objects. */
const isAboutFunctions = ({ decisions }: PathResult): boolean => decisions.some(({ call }) => call.action.startsWith('lambda:'));

/** A role or a key that would be destroyed. */
interface Gone {
  readonly what: 'platform' | 'target' | 'key';
  readonly place: string;
  readonly why: string;
  readonly mend: string;
}

/** Each by itself: who accepts that a role goes has not accepted that a key does. */
function goneIn(old: Subject, now: Subject | undefined): readonly Gone[] {
  const roles = (['platform', 'target'] as const).flatMap((what): readonly Gone[] => {
    const role = old[what];
    if (role === undefined || now?.[what] !== undefined) return [];
    return [{ what, place: placeOfRole(role) ?? '', why: `the role ${role.arn} would be destroyed`, mend: `Keep the role. ${TO_ACCEPT}` }];
  });
  const key = old.key === undefined ? undefined : goneKey(old.key, now?.key, placeOfKey(old) ?? '');
  return key === undefined ? roles : [...roles, key];
}

function goneKey({ state }: EstateKey, now: EstateKey | undefined, place: string): Gone | undefined {
  if (now === undefined)
    return {
      what: 'key',
      place,
      why: 'the key would be destroyed, and what is encrypted under it with it',
      mend: `Keep the key. ${TO_ACCEPT}`,
    };
  const isUsable = state === undefined || state === 'Enabled';
  if (isUsable && now.state !== undefined && now.state !== 'Enabled')
    return { what: 'key', place, why: 'the key would be disabled', mend: `Keep the key enabled. ${TO_ACCEPT}` };
  return undefined;
}

const TO_ACCEPT = 'If that is meant, --accept lost-path=PLACE says so';

const needs = (old: Scene, { decisions }: PathResult, { what }: Gone): boolean =>
  decisions.some(({ call }) => {
    const { by, on } = call;
    return what === 'key' ? isOnExaminedKey(old, call) : by === what || (typeof on === 'object' && 'role' in on && on.role === what);
  });

/** What is there newly cannot have lost anything. */
const createdIn = (old: Subject, now: Subject): boolean =>
  (['platform', 'target', 'key'] as const).some((part) => old[part] === undefined && now[part] !== undefined);

/** Whether a path works, in a word or two. */
export const worksInWords = ({ state }: PathResult): string => (state === 'works' ? 'works' : 'may work');

const goneOutcome = (path: PathResult, { place, why, mend }: Gone): Outcome => ({
  rule: 'lost-path',
  severity: 'error',
  place,
  what: path.title,
  message: `The import path "${path.title}" ${worksInWords(path)} and would be lost: ${why}`,
  mend: mend.replace('PLACE', place),
  rank: 0,
});

/** Each cause by itself: what one policy loses is not mended by another. */
function blocked(path: PathResult, then: PathResult, place: Placer): readonly Outcome[] {
  const causes = new Map<string, Outcome>();
  for (const decision of then.decisions.filter(({ state }) => state === 'refused')) {
    const cause = place.ofLoss(counterpart(path, decision), decision);
    if (causes.has(cause.place)) continue;
    causes.set(cause.place, {
      rule: 'lost-path',
      severity: 'error',
      place: cause.place,
      what: path.title,
      message: `The import path "${path.title}" ${worksInWords(path)} and would be lost: ${callInWords(decision)} would be ${reasonInWords(decision)}${because(cause)}`,
      mend: mendOf(cause),
      rank: 0,
    });
  }
  return [...causes.values()];
}

const counterpart = ({ decisions }: PathResult, { call }: Decision): Decision | undefined =>
  decisions.find((one) => one.call === call || JSON.stringify(one.call) === JSON.stringify(call));

function because({ kind, notAgain }: Cause): string {
  if (kind !== 'replaced role' && kind !== 'bare role') return '';
  return `. The role would be destroyed and made again${[
    ...(kind === 'replaced role' ? [', and policies that name it would go on naming the one that is gone'] : []),
    ...(notAgain === undefined ? [] : [`, and it would not get ${notAgain} again, since the plan leaves alone what gives it that policy`]),
  ].join('')}`;
}

function mendOf({ kind, notAgain }: Cause): string {
  switch (kind) {
    case 'deny':
      return 'Narrow the Deny, so that it leaves out what imports need. Where it asks for the organisation, --organization-id says which one the roles are in';
    case 'grant':
      return 'Keep the grant, or put the statements of the modules into the key policy: cado-response doctor prints the least that does';
    case 'boundary':
      return 'Let the permissions boundary allow what imports need';
    case 'names':
      return 'Keep the tags and aliases of the key that policies ask for, or let the policies ask for the new ones first';
    case 'organisation':
      return 'Narrow the service control policy, so that it leaves out what imports need';
    case 'replaced role':
      return `Change the role without replacing it; or name it by aws:PrincipalArn, as principal_match = "principal_arn" of the modules does; or put these policies again after it${notAgain === undefined ? '' : `. ${POLICIES_AGAIN}`}`;
    case 'bare role':
      return `Change the role without replacing it. ${POLICIES_AGAIN}`;
    default:
      return 'Keep the statement that allows it, or put the statements of the modules in: cado-response doctor prints the least that does';
  }
}

const POLICIES_AGAIN =
  'Policies and attachments that are resources of their own are made again with the role where replace_triggered_by names it in their lifecycle, or -replace names them; otherwise by the next plan, so that to apply twice mends it too';

function possible(path: PathResult, then: PathResult, place: Placer, isLeftOpen: LeftOpen): readonly Outcome[] {
  const decision = then.decisions.find((one) => isLeftOpen(counterpart(path, one), one));
  if (decision === undefined) return [];
  return [
    {
      rule: 'possible-loss',
      severity: 'warning',
      place: place.ofLoss(counterpart(path, decision), decision).place,
      what: path.title,
      message: `The import path "${path.title}" ${worksInWords(path)} and may be lost: ${callInWords(decision)} ${reasonInWords(decision)}`,
      mend: 'Plan what it depends on together with this, or say it: --organization-id, --context',
      rank: 0,
    },
  ];
}

/** A key that is not in the plan may name the role, and most do not. */
function onKeysElsewhere(path: PathResult, lost: LostCall | undefined, place: Placer): readonly Outcome[] {
  if (lost === undefined) return [];
  return [
    {
      rule: 'possible-loss',
      severity: 'warning',
      place: place.ofLoss(lost.was, lost.now).place,
      what: path.title,
      message: `The import path "${path.title}" ${worksInWords(path)} and may be lost: on a key whose policy leaves it to IAM, ${callInWords(lost.now)} would be ${reasonInWords(lost.now)}`,
      mend: 'Keep the statement that allows it, or plan the keys together with this: where their policies name the role, nothing is lost',
      rank: 0,
    },
  ];
}

/** Where nothing was named before, only whoever imports knows whether what is named now is enough. */
function narrowed(path: PathResult, then: PathResult, place: Placer): Outcome {
  const decision = then.decisions.find(({ state }) => state === 'refused');
  const cause = decision && place.ofLoss(counterpart(path, decision), decision);
  return {
    rule: 'possible-loss',
    severity: 'warning',
    place: cause?.place ?? '',
    what: path.title,
    message: `The import path "${path.title}" works, and would work only for what the policies name from now on${decision === undefined ? '' : `: ${callInWords(decision)} would be ${reasonInWords(decision)}`}`,
    mend: 'Say what the import is about: --source-bucket, --ebs-resource-id, --evidence-region, --external-id or --organization-id',
    rank: 0,
  };
}
