import { rootDelegation } from '../../catalogue/kms-key-policy/statements';
import type { Call, GrantedCall } from '../claims/call';
import type { KeyName } from '../claims/keys';
import { keyArn } from '../claims/keys';
import { callerName, type Caller, type RoleSide, type World } from '../claims/world';
import { evaluate } from '../evaluator/evaluate';
import { policyOf } from '../evaluator/parse-policy';
import type { Policies } from '../evaluator/policies';
import type { Policy } from '../evaluator/policy';
import type { Verdict } from '../evaluator/verdict';

const OPEN = policyOf('policy of an owner who lets everybody in', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});

const ADMINISTRATOR = [policyOf('administrator', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })];

const leftToIam = (partition: string, account: string): Policy =>
  policyOf('policy of a key that leaves it to IAM', { Version: '2012-10-17', Statement: [{ ...rootDelegation(partition, account) }] });

/** Every policy that has a say in the claims. */
export interface Installation {
  readonly world: World;
  readonly identity: Readonly<Record<Caller, readonly Policy[]>>;
  readonly keyPolicies: Readonly<Record<KeyName, Policy>>;
  readonly trust: Readonly<Record<RoleSide, Policy>>;
}

/** What IAM decides over a call. */
export function decide(installation: Installation, { by, action, resource, rights, on, context = {} }: Call): Verdict {
  const { world, identity } = installation;
  return evaluate(
    { principal: callerName(world, by), sessionName: 'session', action, resource, context },
    { identity: rights === 'administrator' ? ADMINISTRATOR : identity[by], ...resourcePolicy(installation, resource, on) },
  );
}

/** Whether two installations decide a call by the same policies, so that they decide it alike. */
export function haveSamePolicies(one: Installation, other: Installation, call: Call | GrantedCall): boolean {
  if ('grant' in call) return one.keyPolicies[call.key] === other.keyPolicies[call.key];
  const { by, rights, on } = call;
  const [own, others] = [one.identity[by], other.identity[by]];
  const isSameCaller =
    rights === 'administrator' || (own.length === others.length && own.every((policy, index) => policy === others[index]));
  return isSameCaller && (typeof on !== 'object' || policyOn(one, on) === policyOn(other, on));
}

/** What KMS decides over a call with a grant. */
export function decideGranted({ world, keyPolicies }: Installation, { key, grant, action, context }: GrantedCall): Verdict {
  return evaluate(
    { principal: grant.granteePrincipal, action, resource: keyArn(world, key), context },
    { resource: keyPolicies[key], grants: [grant] },
  );
}

function resourcePolicy(installation: Installation, resource: string, on: Call['on']): Pick<Policies, 'resource'> {
  if (on === undefined) return {};
  if (on === 'open to everybody') return { resource: OPEN };
  if (on === 'left to IAM') return { resource: leftToIam(installation.world.partition, resource.split(':')[4] ?? '') };
  return { resource: policyOn(installation, on) };
}

const policyOn = ({ keyPolicies, trust }: Installation, on: Exclude<Call['on'], string | undefined>): Policy =>
  'key' in on ? keyPolicies[on.key] : trust[on.role];
