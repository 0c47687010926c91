import { excessOf } from '../doctor/beyond-need';
import { everyNeededCall } from '../doctor/examine';
import type { Scene } from '../doctor/scene';
import type { GivenPolicy } from '../estate/estate';
import { covers } from '../policy/globs';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';
import type { RoleSide } from '../proof/claims/world';
import { canonicalText } from './findings/fingerprints';
import type { Holder } from './held-statements';
import { isOwn } from './own-sids';
import type { Outcome } from './findings/outcome';
import type { Placer } from './places';

/** Permissions of our roles that are added and that no import needs. Our own statements are what imports and capabilities need. */
export function addedBeyondNeed(now: Scene, { before }: Placer): readonly Outcome[] {
  const { platform, target, key } = now.subject;
  const needed = everyNeededCall(now);
  const by = (side: RoleSide): readonly string[] => [...new Set(needed.filter((call) => call.by === side).map(({ action }) => action))];
  const ofKey = [...by('platform'), ...by('target')].filter((action) => action.startsWith('kms:'));
  const ours = [platform?.arn, target?.arn].filter((arn) => arn !== undefined);
  return [
    ...(platform?.identity?.given ?? []).flatMap((policy) => addedTo(policy, 'platform identity', by('platform'), before)),
    ...(target?.identity?.given ?? []).flatMap((policy) => addedTo(policy, 'target identity', by('target'), before)),
    ...(key?.policy === undefined ? [] : addedTo(key.policy, 'key policy', ofKey, before, (statement) => names(statement, ours))),
  ];
}

function addedTo(
  policy: GivenPolicy,
  holder: Holder,
  needed: readonly string[],
  before: Placer['before'],
  concerns: (statement: JsonObject) => boolean = () => true,
): readonly Outcome[] {
  const statements = statementsOf(policy.json);
  const isAdded = (statement: JsonObject): boolean => !isOwn(statement) && !before.has(holder, canonicalText(statement));
  const known = [
    ...new Set(
      before
        .of(holder)
        .flatMap(actionsIn)
        .map((action) => action.toLowerCase()),
    ),
  ];
  // What is for a whole service is mostly for somebody else, such as the account's root.
  const isKnown = (action: string): boolean =>
    known.some((pattern) => pattern === action.toLowerCase() || (!/^([^:]+:)?\*$/.test(pattern) && covers(pattern, action.toLowerCase())));
  return excessOf(
    policy,
    holder === 'key policy' ? 'resource' : 'identity',
    needed,
    (statement) => isAdded(statement) && concerns(statement),
  ).flatMap((excess): readonly Outcome[] => {
    if (excess.kind === 'attack') return [];
    const { statement, kind } = excess;
    const actions = excess.actions.filter((action) => !isKnown(action) && !HARMLESS.test(action));
    const found = statements[statement.index];
    if (actions.length === 0 || !isJsonObject(found)) return [];
    const on = asList(found['Resource']).filter((one) => typeof one === 'string');
    const name = statement.sid ?? `statement ${statement.index + 1}`;
    return actions.map((action) => ({
      rule: 'beyond-need',
      severity: 'warning',
      place: policy.name,
      what: action,
      message:
        kind === 'wide'
          ? `${name} of ${policy.name} adds ${action}, which is more than imports use: ${excess.needed.join(', ')}`
          : `${name} of ${policy.name} adds ${action}${on.length === 0 || holder === 'key policy' ? '' : ` on ${on.join(', ')}`}, which no import uses`,
      mend: 'Take it out, or give it to a role of its own',
      by: [`${name} of ${policy.name}`],
      rank: 0,
    }));
  });
}

/** Reading what there is tells no secrets; imports and people do it alike. */
const HARMLESS = /^[\w-]+:(Describe|List)\w*$/i;

function actionsIn(text: string): readonly string[] {
  const statement: unknown = JSON.parse(text);
  return isJsonObject(statement) ? asList(statement['Action']).filter((one) => typeof one === 'string') : [];
}

const names = ({ Principal }: JsonObject, ours: readonly string[]): boolean =>
  isJsonObject(Principal) && asList(Principal['AWS']).some((name) => typeof name === 'string' && ours.includes(name));
