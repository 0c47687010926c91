import { policyOf as compiledPolicy } from '../../proof/evaluator/parse-policy';
import { evaluate } from '../../proof/evaluator/evaluate';
import type { GivenPolicy } from '../../estate/estate';
import type { Decision } from '../decide';
import { textOfCall } from '../distinct-calls';
import type { Scene } from '../scene';
import type { Examined } from './plan-patch';
import { ownStatements } from './own-statements';

/** Who would lose what by a patch, in sentences; empty where nobody loses anything. */
export const lostAccess = (before: Examined, after: Examined): readonly string[] => [
  ...new Set([
    ...lostByOurs(before.paths, after.paths),
    ...lostByOurs(before.attacks, after.attacks),
    ...lostByOthers(before, after.scene),
  ]),
];

const RANK: Readonly<Record<Decision['state'], number>> = { refused: 0, depends: 1, allowed: 2 };

type Decided = readonly { readonly decisions: readonly Decision[] }[];

function lostByOurs(before: Decided, after: Decided): readonly string[] {
  const keyOf = ({ call }: Decision): string => textOfCall(call);
  const now = new Map(after.flatMap(({ decisions }) => decisions).map((one) => [keyOf(one), one.state]));
  return before
    .flatMap(({ decisions }) => decisions)
    .flatMap((one) =>
      RANK[now.get(keyOf(one)) ?? one.state] < RANK[one.state] ? [`${one.request.principal} would lose ${one.request.action}`] : [],
    );
}

/** Whoever a statement of ours named before can do with the key what it could: each call of ours is tried as if it were theirs. */
function lostByOthers({ scene, paths, attacks }: Examined, after: Scene): readonly string[] {
  const [old, now] = [scene.subject.key?.policy, after.subject.key?.policy];
  if (old === undefined || now === undefined || old === now) return [];
  const onKey = [...paths, ...attacks]
    .flatMap((one) => one.decisions)
    .filter(({ request, call }) => request.resource === scene.subject.key?.arn && (call.by === 'platform' || call.by === 'target'));
  const requests = [...new Map(onKey.map(({ request }) => [JSON.stringify(request), request])).values()];
  const [before, changed] = [lets(old), lets(now)];
  return rolesIn(old).flatMap((principal) =>
    requests.flatMap((request) => {
      const theirs = { ...request, principal };
      return before(theirs) && !changed(theirs) ? [`${principal} would lose ${request.action}`] : [];
    }),
  );
}

const EVERYTHING = compiledPolicy('everything', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

function lets({ name, json }: GivenPolicy): (request: Decision['request']) => boolean {
  const resource = compiledPolicy(name, json);
  return (request) => evaluate(request, { identity: [EVERYTHING], resource }).outcome === 'allowed';
}

/** Roles that our statements name, as principals or by `aws:PrincipalArn`. */
const rolesIn = ({ json }: GivenPolicy): readonly string[] => [
  ...new Set(
    ownStatements(json)
      .flatMap(({ Principal, Condition }) => [...(Principal?.AWS ?? []), ...[Condition?.['ArnEquals']?.['aws:PrincipalArn'] ?? []].flat()])
      .filter((name) => name.includes(':role/')),
  ),
];
