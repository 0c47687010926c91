import { given, named, type NamedGuards } from '../../policy/guard';
import type { ConditionTemplate, Derivation, PolicyTemplate } from '../../policy/template';
import { distinct, listOf, optional, rootOf } from '../derivation-inputs';
import { foreignArnsDerivation } from './derivations';
import { TRUST_GUARDS } from './guards';

/** Which inputs name the roles that may assume, and what else their trust asks for. */
export interface TrustOptions {
  /** Inputs with one role each, none of them null. */
  readonly roles: readonly string[];
  /** Inputs with lists of roles. */
  readonly roleLists: readonly string[];
  /** What the statement is for. */
  readonly purpose: string;
  /** String inputs that must be shown where they are given, by condition key. @default - none */
  readonly shown?: Readonly<Record<string, string>>;
}

/**
 * A trust policy that names exact roles, and nothing but `sts:AssumeRole`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustTemplate({ roles, roleLists, purpose, shown = {} }: TrustOptions): PolicyTemplate {
  const guards: NamedGuards = TRUST_GUARDS;
  return {
    statements: [
      {
        sid: 'AssumeRole',
        effect: 'Allow',
        purpose,
        source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
        actions: [{ actions: ['sts:AssumeRole'] }],
        principals: { derived: 'trust_principals' },
        conditions: [
          {
            test: 'ArnEquals',
            variable: 'aws:PrincipalArn',
            values: { derived: 'trust_role_arns' },
            when: named('trust_by_principal_arn'),
          },
          ...Object.entries(shown).map(([variable, input]) => trustCondition(variable, input)),
        ],
      },
    ],
    guards,
    derivations: [...trustDerivations(roles, roleLists), ...Object.values(shown).map(trustValueDerivation)],
  };
}

function trustDerivations(roles: readonly string[], roleLists: readonly string[]): readonly Derivation[] {
  const trusted = (inputs: Readonly<Record<string, unknown>>): readonly string[] =>
    distinct([...roles.flatMap((name) => optional(inputs, name)), ...roleLists.flatMap((name) => listOf(inputs, name))]);
  return [
    {
      name: 'trust_role_arns',
      meaning: 'Who may assume the role, and the principals that stand for them: the roles themselves, or their account roots',
      resolve: trusted,
      terraform: (ref) => {
        const lists = roleLists.map((name) => ref.input(name));
        return roles.length === 0 && lists.length === 1
          ? `distinct(${lists.join('')})`
          : `distinct(concat([${roles.map((name) => ref.input(name)).join(', ')}], ${lists.join(', ')}))`;
      },
    },
    {
      name: 'trust_principals',
      meaning: '',
      resolve: (inputs) => distinct(trusted(inputs).map((arn) => (inputs['principal_match'] === 'principal_arn' ? rootOf(arn) : arn))),
      terraform: (ref) =>
        [
          'distinct([',
          `  for arn in ${ref.derived('trust_role_arns')} : ${ref.guard('trust_by_principal_arn')} ? replace(arn, "/:role/.+$/", ":root") : arn`,
          '])',
        ].join('\n'),
    },
    foreignArnsDerivation('trust_foreign_arns', roleLists, [...roles, 'permissions_boundary_arn']),
  ];
}

const trustCondition = (variable: string, input: string): ConditionTemplate => ({
  test: 'StringEquals',
  variable,
  values: { derived: `trust_${input}` },
  when: given(input),
});

const trustValueDerivation = (input: string): Derivation => ({
  name: `trust_${input}`,
  meaning: '',
  resolve: (inputs) => optional(inputs, input),
  terraform: (ref) => `compact([${ref.input(input)}])`,
});
