import { withDefaults } from '../../../src/policy/input-spec';
import { CADO_ROLE_MODULE } from '../plan-matrix/cado-role-module';
import { FORMS, sourceOf } from '../plan-matrix/copied-module';
import { CROSS_ACCOUNT_TRUST_MODULE } from '../plan-matrix/cross-account-trust-module';
import { differing, type Difference } from '../plan-matrix/difference';
import type { Arguments } from '../plan-matrix/instance';
import { KEY_POLICY_MODULE } from '../plan-matrix/key-policy-module';
import type { MatrixModule } from '../plan-matrix/matrix-module';
import type { Resources } from '../plan-matrix/planned-resources';
import { CADO_ROLE_SHAPES } from './cado-role-shapes';
import { CROSS_ACCOUNT_TRUST_SHAPES } from './cross-account-trust-shapes';
import { keyPolicyShapes } from './key-policy-shapes';
import { PARTITION } from './shapes';

/** The ways in which arguments are disguised: each string alone, or each argument as a whole. */
export const WAYS = ['strings', 'wholes'] as const;

/** One of {@link WAYS}. */
export type Way = (typeof WAYS)[number];

/** One module block: a form of a module, with the arguments of a shape in one disguise. */
export interface Call {
  readonly name: string;
  readonly module: MatrixModule;
  readonly source: string;
  readonly given: Arguments;
  readonly way: Way;
}

/** What the root's outputs hold, as `terraform output -json` and a plan have them. */
export type Outputs = Readonly<Record<string, { readonly value?: unknown }>>;

/** Both forms of every module, called with each of its shapes in every way. Names of roles are unique in their account. */
export function callsOf(keyId: string): readonly Call[] {
  return [
    [KEY_POLICY_MODULE, keyPolicyShapes(keyId)] as const,
    [CADO_ROLE_MODULE, CADO_ROLE_SHAPES] as const,
    [CROSS_ACCOUNT_TRUST_MODULE, CROSS_ACCOUNT_TRUST_SHAPES] as const,
  ].flatMap(([module, shapes]) =>
    Object.entries(shapes).flatMap(([shape, given]) =>
      FORMS.flatMap((form) =>
        WAYS.map((way) => {
          const name = `${module.prefix}_${form}_${shape}_${way}`;
          return { name, module, source: sourceOf(module.name, form), given: { ...given, ...roleName(module, name) }, way };
        }),
      ),
    ),
  );
}

/** Name of the root's output with an output of a call. */
export function outputName({ name }: Call, output: string): string {
  return `${name}_${output}`;
}

/** What of the calls differs from reader 1. */
export function differencesIn(calls: readonly Call[], outputs: Outputs): readonly Difference[] {
  return calls.flatMap((call) => {
    const { name, module, given } = call;
    const rendered = Object.fromEntries(module.outputs.map((output) => [output, outputs[outputName(call, output)]?.value]));
    const missing = module.outputs.filter((output) => rendered[output] === undefined);
    if (missing.length > 0) return differing(name, [{ of: 'missing outputs', terraform: missing, resolved: [] }]);
    return module.differences(name, withDefaults(module.inputs, given), PARTITION, rendered);
  });
}

/** The resources that the calls must have. */
export function expectedResources(calls: readonly Call[]): Resources {
  const each = calls.map(({ name, module, given }) => module.resources(`module.${name}`, withDefaults(module.inputs, given), PARTITION));
  return Object.assign({}, ...each) as Resources;
}

function roleName({ inputs }: MatrixModule, name: string): Arguments {
  return inputs.some((input) => input.name === 'role_name') ? { role_name: `CadoResponse-${name}` } : {};
}
