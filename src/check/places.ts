import type { Decision } from '../doctor/decide';
import { ASSUMED } from '../doctor/in-force/assumed-policies';
import { allowingStatements, decidingStatements } from '../doctor/report/words';
import type { Subject } from '../doctor/subject/subject';
import type { EstateRole } from '../estate/estate';
import type { StatementReference } from '../proof/evaluator/verdict';
import type { BareRoles } from './bare-roles';
import { tagsAndAliasesText } from './findings/fingerprints';
import { statementsIn, type Holder, type Statements } from './held-statements';
import type { Pair } from './pairs/pairs';

/** Where a change has its cause, and what kind of cause it is. */
export interface Cause {
  readonly place: string;
  readonly kind: 'statement' | 'deny' | 'grant' | 'boundary' | 'role' | 'key' | 'organisation' | 'replaced role' | 'bare role' | 'names';
  /** A policy that the role does not get again. @default - it does not matter, or there is none */
  readonly notAgain?: string;
}

/** What becomes of policies where roles are destroyed and made again. */
export interface Replacements {
  /** Policies and grants that name such a role, by their names, with its address. */
  readonly orphaned: ReadonlyMap<string, string>;
  readonly bare: BareRoles;
}

/** What tells causes of one pair. */
export interface Placer {
  /** Why a call would be refused that was not. */
  readonly ofLoss: (old: Decision | undefined, now: Decision) => Cause;
  /** Why a call would be allowed that was not. */
  readonly ofHole: (old: Decision | undefined, now: Decision) => Cause;
  /** Statements that allow, and that were not there before. */
  readonly newStatements: (now: Decision) => readonly (StatementReference & { readonly holder: Holder })[];
  readonly before: Statements;
  readonly after: Statements;
}

/** What tells causes of a pair. */
export function placer({ before, after }: Pair, { orphaned, bare }: Replacements): Placer {
  const [old, now] = [statementsIn(before), statementsIn(after)];
  const subject = after ?? before;
  const isRenamed =
    before?.key !== undefined && after?.key !== undefined && tagsAndAliasesText(before.key) !== tagsAndAliasesText(after.key);
  const nameOf = (reference: StatementReference, from: Subject | undefined): string =>
    reference.kind === 'grant' ? (from?.key?.grants[reference.index]?.address ?? placeOfKey(from) ?? '') : reference.policy;
  const missingFrom = (references: readonly StatementReference[], from: Statements, other: Statements): readonly StatementReference[] =>
    references.filter((reference) => {
      const found = from.find(reference);
      return found !== undefined && !other.has(found.holder, found.text);
    });
  const newStatements = (decision: Decision): readonly (StatementReference & { readonly holder: Holder })[] =>
    missingFrom(allowingStatements(decision), now, old).flatMap((reference) => {
      const found = now.find(reference);
      return found === undefined ? [] : [{ ...reference, holder: found.holder }];
    });
  /** A key has one policy: where another resource gives it, that one lacks the statement. */
  const placeOfGone = (gone: StatementReference): string => {
    const name = nameOf(gone, before);
    return name === before?.key?.policy?.name ? (after?.key?.policy?.name ?? name) : name;
  };
  /** Where a statement that is gone stood; where none is, whoever had to allow and did not. */
  const ofLoss = (was: Decision | undefined, decision: Decision): Cause => {
    const { verdict } = decision;
    const [denied] = verdict.because;
    const [gone] = was === undefined ? [] : missingFrom(allowingStatements(was), old, now);
    const isDenied = verdict.outcome === 'denied explicitly' && denied !== undefined;
    const isNewDeny = isDenied && missingFrom([denied], now, old).length > 0;
    const isByNames = isRenamed && isOnKey(decision) && verdict.missing !== 'boundary';
    if (gone === undefined && !isNewDeny && isByNames) return { place: placeOfKey(after) ?? '', kind: 'names' };
    if (isDenied && !ASSUMED.includes(denied.policy))
      return { place: nameOf(denied, after), kind: denied.kind === 'service control' ? 'organisation' : 'deny' };
    if (verdict.missing === 'boundary') return { place: boundaryOf(roleOf(before, decision), roleOf(after, decision)), kind: 'boundary' };
    const attached = isDenied ? attachmentOf(roleOf(after, decision), decision) : undefined;
    if (attached !== undefined) return { place: attached, kind: 'statement' };
    const place = gone === undefined ? placeOfCall(decision, subject) : placeOfGone(gone);
    const orphan = orphaned.get(place);
    if (orphan !== undefined) return { place: orphan, kind: 'replaced role', ...notAgain(roleAt(after, orphan), bare) };
    const bareRole = bareCause(roleOf(after, decision), gone, decision, bare);
    if (bareRole !== undefined) return bareRole;
    if (gone?.kind === 'grant') return { place, kind: 'grant' };
    return { place, kind: 'statement' };
  };
  /** The policy that has the new statement; where none is new, what refused it and is gone. */
  const ofHole = (was: Decision | undefined, decision: Decision): Cause => {
    const [added] = newStatements(decision);
    if (added !== undefined) return { place: nameOf(added, after), kind: added.kind === 'grant' ? 'grant' : 'statement' };
    const [denied] = was?.verdict.outcome === 'denied explicitly' ? was.verdict.because : [];
    const isGoneDeny = denied !== undefined && missingFrom([denied], old, now).length > 0;
    if (!isGoneDeny && isRenamed && isOnKey(decision)) return { place: placeOfKey(after) ?? '', kind: 'names' };
    if (denied !== undefined) return { place: nameOf(denied, before), kind: 'deny' };
    if (was?.verdict.missing === 'boundary')
      return { place: boundaryOf(roleOf(before, decision), roleOf(after, decision)), kind: 'boundary' };
    const attached = attachmentOf(roleOf(after, decision), decision);
    if (attached !== undefined) return { place: attached, kind: 'statement' };
    const [allowing] = decidingStatements(decision);
    return { place: allowing === undefined ? placeOfCall(decision, subject) : nameOf(allowing, after), kind: 'statement' };
  };
  return { ofLoss, ofHole, newStatements, before: old, after: now };
}

/** Where a key is told: its resource, or its policy's, or its ARN. */
export const placeOfKey = (subject: Subject | undefined): string | undefined => {
  const key = subject?.key;
  return key?.address ?? key?.policy?.name ?? key?.arn;
};

const isOnKey = ({ call: { on } }: Decision): boolean => typeof on === 'object' && 'key' in on;

/** Where a role is told: its resource, or its ARN. */
export const placeOfRole = (role: EstateRole | undefined): string | undefined => role?.address ?? role?.arn;

const roleOf = (subject: Subject | undefined, { call: { by } }: Decision): EstateRole | undefined =>
  by === 'platform' ? subject?.platform : by === 'target' ? subject?.target : undefined;

const roleAt = (subject: Subject | undefined, address: string): EstateRole | undefined =>
  [subject?.platform, subject?.target].find((role) => role?.address === address);

function notAgain(role: EstateRole | undefined, bare: BareRoles): Pick<Cause, 'notAgain'> {
  const [policy] = bare.get(role?.arn ?? '') ?? [];
  return policy === undefined ? {} : { notAgain: policy };
}

/** Where the caller would be without a policy, because that goes with the role which is destroyed: the role. */
function bareCause(
  role: EstateRole | undefined,
  gone: StatementReference | undefined,
  { verdict }: Decision,
  bare: BareRoles,
): Cause | undefined {
  const policies = bare.get(role?.arn ?? '');
  if (role === undefined || policies === undefined) return undefined;
  if (gone === undefined) return verdict.missing === 'identity' ? { ...atRole(role), ...notAgain(role, bare) } : undefined;
  return policies.has(gone.policy) ? { ...atRole(role), notAgain: gone.policy } : undefined;
}

const atRole = (role: EstateRole): Cause => ({ place: placeOfRole(role) ?? '', kind: 'bare role' });

/** What attaches a policy that nobody gave and that a decision depends on. */
const attachmentOf = ({ attachments = {} }: Partial<EstateRole> = {}, { state, missing }: Decision): string | undefined =>
  state === 'depends' ? Object.entries(attachments).find(([arn]) => missing.some(({ what }) => what.includes(arn)))?.[1] : undefined;

/** The policy that a role has and keeps as its boundary, where its text changes; otherwise where the role says which one it has. */
function boundaryOf(was: EstateRole | undefined, role: EstateRole | undefined): string {
  if (role?.boundary !== undefined && was?.boundary?.name === role.boundary.name) return role.boundary.name;
  if (role?.address !== undefined) return `${role.address}.permissions_boundary`;
  return role?.boundary?.name ?? placeOfRole(role) ?? '';
}

/** What is not on the key is refused by a role, whichever key is looked at. */
function placeOfCall({ call, verdict }: Decision, subject: Subject | undefined): string {
  const isByCaller = verdict.missing !== undefined && verdict.missing !== 'resource' && verdict.missing !== 'grant';
  if (typeof call.on === 'object' && 'key' in call.on && !isByCaller) return subject?.key?.policy?.name ?? placeOfKey(subject) ?? '';
  const side = typeof call.on === 'object' && 'role' in call.on && !isByCaller ? call.on.role : call.by;
  const role = side === 'platform' ? subject?.platform : subject?.target;
  const trust = typeof call.on === 'object' && 'role' in call.on && !isByCaller ? role?.trust?.name : undefined;
  return trust ?? placeOfRole(role) ?? placeOfKey(subject) ?? '';
}
