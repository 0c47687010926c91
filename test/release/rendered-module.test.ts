import { CADO_ROLE } from '../../src/catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../src/catalogue/cross-account-trust/definition';
import { isJsonObject, type Json, type JsonObject } from '../../src/policy/policy-json';
import { refusal, renderModule } from '../../src/release/access/rendered-module';
import { configurationOf } from '../../src/release/tree/configuration';
import { canonicalPolicy, canonicalStatements } from '../terraform/plan-matrix/canonical';
import { expectedPolicy, expectedStatements } from '../terraform/plan-matrix/expected-key-policy';
import { expectedRole } from '../terraform/plan-matrix/expected-role';
import { instancesOf, type Instance } from '../terraform/plan-matrix/instance';
import { MATRIX_MODULES } from '../terraform/plan-matrix/matrix-modules';
import { EMULATOR_ACCOUNT } from '../terraform/test-bed/emulator';
import { documentOf } from './modules';

type Policies = Readonly<Record<string, readonly unknown[]>>;

const statements = (policies: readonly JsonObject[] | undefined): readonly unknown[] =>
  (policies ?? []).flatMap((policy) => canonicalStatements(policy['Statement'] as Parameters<typeof canonicalStatements>[0]));
/** The order of statements, and of the elements of one, means nothing. */
const sorted = (all: readonly unknown[]): readonly unknown[] => all.map((one) => JSON.stringify(inOrder(one as Json))).toSorted();

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(inOrder);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

/** What reader 1 gives for an instance, which real Terraform is compared with in the plan of all of them. */
function expected({ module, inputs, place }: Instance): Policies {
  const definition = [CADO_ROLE, CROSS_ACCOUNT_TRUST].find(({ moduleName }) => moduleName === module.name);
  if (definition === undefined) {
    return {
      'output statements_json': sorted(canonicalStatements(expectedStatements(inputs, place.partition) as never)),
      'output policy_json': sorted(canonicalPolicy(expectedPolicy(inputs, place.partition))['Statement'] as readonly unknown[]),
    };
  }
  const { trust, policies } = expectedRole(definition, inputs, place.partition);
  return {
    trust: sorted(canonicalStatements(trust as never)),
    permissions: sorted(canonicalStatements(Object.values(policies).flat() as never)),
  };
}

describe.each(MATRIX_MODULES)('$name', (module) => {
  const configuration = configurationOf(documentOf(module.name));
  test('reading the module gives what the templates give, for every instance of the plan', () => {
    const instances = instancesOf(module);
    for (const instance of instances) {
      const evaluation = { where: { account: EMULATOR_ACCOUNT, partition: instance.place.partition } };
      expect(refusal(configuration, instance.arguments, evaluation)).toBeUndefined();
      const { policies } = renderModule(configuration, instance.arguments, evaluation);
      const wanted = expected(instance);
      const found = Object.fromEntries(Object.keys(wanted).map((kind) => [kind, sorted(statements(policies.get(kind)))]));
      expect({ instance: instance.name, ...found }).toEqual({ instance: instance.name, ...wanted });
    }
    expect(instances.length).toBeGreaterThan(80);
  });
});
