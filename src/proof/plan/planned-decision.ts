import { rootDelegation } from '../../catalogue/kms-key-policy/statements';
import type { JsonObject } from '../../policy/policy-json';
import { awsManagedKeyPolicy } from '../installation/aws-managed-key';
import type { Call } from '../claims/call';
import { EVIDENCE_KEYS, type KeyName } from '../claims/keys';
import { callerName, type RoleSide } from '../claims/world';
import { evaluate } from '../evaluator/evaluate';
import { policyOf } from '../evaluator/parse-policy';
import type { Policies } from '../evaluator/policies';
import type { Policy } from '../evaluator/policy';
import type { Verdict } from '../evaluator/verdict';
import type { PlannedModule } from './planned-modules';
import { renamer } from './renamed';
import type { Setting } from './setting';

/** Decides calls by what one module renders, whatever everybody else would allow. */
export interface PlannedDecision {
  /** Whether the module has a say in the call. */
  readonly concerns: (call: Call) => boolean;
  /** @param hasRoot whether a key leaves it to IAM too */
  readonly decide: (call: Call, hasRoot?: boolean) => Verdict;
}

const document = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });
const EVERYTHING = [policyOf('everything', document({ Effect: 'Allow', Action: '*', Resource: '*' }))];
const OPEN = policyOf(
  'policy of an owner who lets everybody in',
  document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
);
const NOTHING_ASKED: Verdict = { outcome: 'denied implicitly', because: [] };
const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** For the module of a role: its own calls by its policies, those of others by its trust policy. */
export function roleDecision(module: PlannedModule, setting: Setting): PlannedDecision {
  const side: RoleSide = module.name === 'cado-role' ? 'platform' : 'target';
  const named = renamer(setting);
  const identity = Object.entries(module.policies).map(([key, json]) => policyOf(`${nameOf(module)} ${key}`, json));
  const trust = policyOf(`${nameOf(module)} trust`, module.trust ?? document());
  const isOnTrust = ({ on }: Call): boolean => typeof on === 'object' && 'role' in on && on.role === side;
  return {
    concerns: (call) => isOnTrust(call) || (call.by === side && call.rights === undefined),
    decide: (call) => {
      const principal = named.text(callerName(setting.world, call.by));
      const resource = named.text(call.resource);
      const policies = isOnTrust(call)
        ? { ...(call.by !== 'service' && { identity: EVERYTHING }), resource: trust }
        : { identity, ...whatOthersSay(call, principal, resource, module.partition) };
      const verdicts = named
        .contexts(call.context ?? {})
        .map((context) => evaluate({ principal, sessionName: 'session', action: call.action, resource, context }, policies));
      return verdicts.find(({ outcome }) => outcome === 'allowed') ?? verdicts[0] ?? NOTHING_ASKED;
    },
  };
}

/** Across accounts the other side allows everything; within one, a key leaves it to IAM. */
function whatOthersSay({ on }: Call, principal: string, resource: string, partition: string): Pick<Policies, 'resource'> {
  if (on === undefined) return {};
  const [, , , region = '', account = ''] = resource.split(':');
  if (typeof on === 'object' && 'key' in on && on.key.startsWith('aws/ebs')) {
    return { resource: policyOf('policy of the AWS managed key', awsManagedKeyPolicy(partition, account, region)) };
  }
  if (accountOf(principal) !== account) return { resource: OPEN };
  if (!resource.includes(':key/')) return on === 'open to everybody' ? {} : { resource: OPEN };
  return { resource: policyOf('policy of the key', document({ ...rootDelegation(partition, account) })) };
}

const KEYS: readonly KeyName[] = [...EVIDENCE_KEYS, 'evidence in another Region'];
/** A grant is retired by whom it names, or by an IAM policy: no key policy has a say. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html */
const RETIRED_BY_GRANT = 'kms:RetireGrant';

/** For the module of a key policy: calls on keys of evidence, by its statements alone, though the callers may do anything. */
export function keyDecision(module: PlannedModule, setting: Setting): PlannedDecision {
  const named = renamer(setting);
  const statements = (module.policies['statements']?.['Statement'] ?? []) as readonly JsonObject[];
  const alone = policyOf(nameOf(module), document(...statements));
  const account = accountOf(named.text(callerName(setting.world, 'target')));
  const withRoot = policyOf(nameOf(module), document({ ...rootDelegation(module.partition, account) }, ...statements));
  return {
    concerns: ({ on, action }) => typeof on === 'object' && 'key' in on && KEYS.includes(on.key) && action !== RETIRED_BY_GRANT,
    decide: (call, hasRoot = false) => {
      const policy: Policy = hasRoot ? withRoot : alone;
      return evaluate(
        {
          principal: named.text(callerName(setting.world, call.by)),
          sessionName: 'session',
          action: call.action,
          resource: named.text(call.resource),
          context: named.contexts(call.context ?? {})[0] ?? {},
        },
        { identity: EVERYTHING, resource: policy },
      );
    },
  };
}

/** A module of a plan by name and address. */
export const nameOf = ({ name, address }: PlannedModule): string => (address === '' ? `${name} (root)` : `${name} ${address}`);
