import { KMS_KEY_POLICY_INPUTS } from '../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE } from '../catalogue/kms-key-policy/statements';
import type { PlacedStatement } from '../doctor/patch/addition';
import { roleStatements } from '../doctor/patch/role-additions';
import type { TighteningLevel } from '../policy/guard';
import { withDefaults } from '../policy/input-spec';
import type { PolicyStatement } from '../policy/policy-json';
import { resolve } from '../policy/resolve';
import { assumedAccount, keyInputs, roleInputs, trustInputs } from './module-inputs';
import type { Need } from './need';
import { callerAccount, type Reading } from './reading';

/** Policies that a statement may be added to. */
export type PolicyKind = 'identity' | 'key' | 'trust';

/** What the modules would put into each policy that has a say in a call; a policy of others is left out. */
export type ModuleStatements = Readonly<Record<PolicyKind, readonly PolicyStatement[]>>;

/** How the modules are called. */
export interface ModuleCall {
  readonly level: TighteningLevel;
  readonly need: Need;
  /** Regions beyond those of the options. @default - none */
  readonly further?: readonly string[];
}

/** The statements of all modules for a call, Denies included. */
export function moduleStatements(reading: Reading, how: ModuleCall): ModuleStatements {
  const { side, partition, key, denied } = reading;
  const own = { partition, accountId: callerAccount(reading) };
  const role = side === 'target' ? 'target' : 'platform';
  const isAssuming = denied.action === 'sts:AssumeRole';
  const assumed = side === 'instance' ? 'platform' : 'target';
  return {
    identity: side === 'instance' ? [] : whole(roleStatements(role, roleInputs(reading, how), own).identity),
    key:
      key?.kind === 'customer'
        ? whole(resolve(KMS_KEY_POLICY_TEMPLATE, withDefaults(KMS_KEY_POLICY_INPUTS, keyInputs(reading, how)), { partition }))
        : [],
    trust: isAssuming
      ? roleStatements(
          assumed,
          { kms_tightening: 'documented', ...trustInputs(reading) },
          { partition, accountId: assumedAccount(reading) },
        ).trust
      : [],
  };
}

/** Statements as IAM takes them: a pattern that two inputs give alike is one, and without a Region those that are tied to one are none. */
const whole = (statements: readonly PolicyStatement[]): readonly PolicyStatement[] =>
  statements
    .filter(({ Condition = {} }) => !Object.values(Condition).some((keys) => Object.values(keys).some((values) => values.length === 0)))
    .map((statement) => (statement.Resource === undefined ? statement : { ...statement, Resource: [...new Set(statement.Resource)] }));

/** What may be added to a policy: a Deny lets nothing through. */
export const additionsOf = (kind: PolicyKind, statements: readonly PolicyStatement[]): readonly PlacedStatement[] =>
  statements.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({ place: PLACES[kind], statement }));

const PLACES = { identity: 'platform policy', key: 'key policy', trust: 'target trust' } as const satisfies Record<
  PolicyKind,
  PlacedStatement['place']
>;
