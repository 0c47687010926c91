import { KEY_POLICY_MAX_BYTES, MANAGED_POLICY_MAX_CHARACTERS, policyBytes, TRUST_POLICY_MAX_CHARACTERS } from '../../../policy/policy-size';
import type { LintedPolicy, PolicyKind, Severity } from '../finding';
import { hasVariable } from '../../../policy/globs';
import { own, type Located, type PolicyView } from '../policy-view';
import { repeatedKeys } from '../repeated-keys';
import type { Complaint, Rule } from '../rule';

interface Limit {
  readonly most: number;
  readonly severity: Severity;
  readonly unit: 'bytes' | 'characters';
  readonly source: string;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html';
const managed: readonly Limit[] = [{ most: MANAGED_POLICY_MAX_CHARACTERS, severity: 'error', unit: 'characters', source: IAM }];

/** The widest limit first; a warning where only a quota that can be raised, or an older one, is passed. */
const LIMITS: Readonly<Record<PolicyKind, readonly Limit[]>> = {
  identity: managed,
  boundary: managed,
  trust: [
    { most: 8192, severity: 'error', unit: 'characters', source: IAM },
    { most: TRUST_POLICY_MAX_CHARACTERS, severity: 'warning', unit: 'characters', source: IAM },
  ],
  key: [{ most: KEY_POLICY_MAX_BYTES, severity: 'error', unit: 'bytes', source: KMS }],
  bucket: [{ most: 20480, severity: 'error', unit: 'bytes', source: S3 }],
  'service control': [
    { most: 10240, severity: 'error', unit: 'characters', source: ORGANIZATIONS },
    { most: 5120, severity: 'warning', unit: 'characters', source: ORGANIZATIONS },
  ],
};

/** Policies too long for AWS. */
export const SIZE_RULE: Rule = {
  name: 'policy-size',
  source: IAM,
  lint: ({ policy }) => {
    for (const { most, severity, unit, source } of LIMITS[policy.kind] ?? []) {
      const size = sizeOf(policy, unit);
      if (size !== undefined && size > most) {
        return [
          {
            severity,
            source,
            path: '',
            problem: `The policy has ${size} ${unit}, of ${most}.`,
            mend: 'Split it, or name fewer resources.',
          },
        ];
      }
    }
    return [];
  },
};

/** Key and bucket policies count as they are sent, the others without whitespace. */
function sizeOf({ json, text }: LintedPolicy, unit: Limit['unit']): number | undefined {
  if (unit === 'bytes' && text !== undefined) return policyBytes(text);
  try {
    const minified = JSON.stringify([json]).slice(1, -1);
    return unit === 'bytes' ? policyBytes(minified) : Array.from(minified).length;
  } catch {
    return undefined;
  }
}

/** The version decides whether variables count. */
export const VERSION_RULE: Rule = {
  name: 'policy-version',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
  lint: ({ root, statements }) => {
    if (root === undefined) return [];
    const version = own(root, 'Version');
    if (version === '2012-10-17') return [];
    const mend = 'Write "Version": "2012-10-17".';
    if (version !== undefined && version !== '2008-10-17') {
      return [
        {
          severity: 'error',
          path: 'Version',
          problem: `AWS knows no version ${typeof version === 'string' ? `"${version}"` : 'that is no text'}.`,
          mend,
        },
      ];
    }
    const variables = statements.flatMap(textsWithVariables);
    if (variables.length === 0) {
      const problem = version === undefined ? 'Without a version the policy is of 2008-10-17.' : 'The policy is of the older version.';
      return [{ severity: 'warning', path: 'Version', problem, mend }];
    }
    return variables.map(({ text, path }) => ({
      severity: 'error',
      path,
      problem: `Of 2008-10-17, "${text}" holds no variable but those characters.`,
      mend,
    }));
  },
};

const textsWithVariables = ({ resources, conditions }: PolicyView['statements'][number]): readonly Located[] =>
  [...resources, ...conditions.flatMap(({ values }) => values)].filter(({ text }) => hasVariable(text));

/** ARNs of another partition, in which nothing of this one is. */
export const PARTITION_RULE: Rule = {
  name: 'partition',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  lint: ({ policy: { partition }, statements }) =>
    partition === undefined
      ? []
      : statements
          .flatMap(({ resources, principals, conditions }) => [...resources, ...principals, ...conditions.flatMap(({ values }) => values)])
          .flatMap(({ text, path }): readonly Complaint[] => {
            const [, found] = /^arn:([a-z0-9-]+):/.exec(text) ?? [];
            if (found === undefined || found === partition) return [];
            return [
              {
                severity: 'error',
                path,
                problem: `"${text}" is of ${found}, and the policy is for ${partition}.`,
                mend: `Write arn:${partition}:.`,
              },
            ];
          }),
};

/** Keys that the text has twice; what stood first is lost. */
export const REPEATED_KEY_RULE: Rule = {
  name: 'repeated-json-key',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  lint: ({ policy: { text } }) =>
    repeatedKeys(text ?? '').map((path) => ({
      severity: 'error',
      path,
      problem: 'The object has this key before, and only the last one counts.',
      mend: 'Put the entries of both under one key.',
    })),
};
