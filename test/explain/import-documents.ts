import { importOf, type ImportOptions } from '../../src/doctor/subject/options';
import type { Subject } from '../../src/doctor/subject/subject';
import { subjectsOf } from '../../src/doctor/subject/subjects';
import { readDocuments, type Document } from '../../src/estate/read-documents';
import { collectPage } from '../../src/explain/collect-page';
import { viewOf, type View } from '../../src/explain/client/view';
import type { PageData } from '../../src/explain/page-data';

export const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
export const INSTANCE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';
export const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';
export const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** A statement of a policy, as JSON. */
export type Statement = Readonly<Record<string, unknown>>;

/** A statement that allows or denies, under a Sid. */
export const statement = (Sid: string, Effect: 'Allow' | 'Deny', Action: string | readonly string[], more: Statement = {}): Statement => ({
  Sid,
  Effect,
  Action,
  Resource: '*',
  ...more,
});

const policy = (Statement: readonly Statement[], Id?: string): object => ({
  Version: '2012-10-17',
  ...(Id !== undefined && { Id }),
  Statement,
});

/** A role as `aws iam get-account-authorization-details` prints it; policies by name, or by ARN where they are managed. */
export interface RoleParts {
  readonly arn: string;
  readonly trusts?: readonly string[];
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
  readonly boundary?: string;
}

/** Parts of an import. */
export interface ImportParts {
  readonly roles?: readonly RoleParts[];
  /** Managed policies that are boundaries. */
  readonly boundaries?: Readonly<Record<string, readonly Statement[]>>;
  readonly keys?: Readonly<Record<string, readonly Statement[]>>;
  readonly grants?: readonly Statement[];
  readonly options?: ImportOptions;
  readonly documents?: readonly Document[];
}

/** The platform's role with wide rights, and the target's with those that imports need. */
export const platformRole = (policies: RoleParts['policies'] = WIDE): RoleParts => ({ arn: PLATFORM, trusts: [INSTANCE], policies });
export const targetRole = (policies: RoleParts['policies'] = NEEDED, arn = TARGET): RoleParts => ({ arn, trusts: [PLATFORM], policies });

export const WIDE = {
  forensics: [statement('Platform', 'Allow', ['ec2:*', 'kms:*', 'sts:AssumeRole', 'iam:CreateServiceLinkedRole'])],
} as const;
export const NEEDED = {
  forensics: [
    statement('Snapshots', 'Allow', ['ec2:*', 'ebs:*']),
    statement('Keys', 'Allow', [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:ListAliases',
      'kms:CreateGrant',
      'kms:ReEncrypt*',
      'kms:GenerateDataKey*',
    ]),
  ],
} as const;

/** A key policy that leaves it to IAM, and names both roles. */
export const ROOT = statement('Root', 'Allow', 'kms:*', { Principal: { AWS: 'arn:aws:iam::444455556666:root' } });
export const FORENSICS = statement(
  'Forensics',
  'Allow',
  ['kms:Decrypt', 'kms:DescribeKey', 'kms:CreateGrant', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
  {
    Principal: { AWS: [PLATFORM, TARGET] },
  },
);

/** What is examined of an import. */
export function subjectsIn({
  roles = [platformRole(), targetRole()],
  boundaries = {},
  keys = { [KEY]: [ROOT, FORENSICS] },
  ...rest
}: ImportParts): readonly Subject[] {
  const { grants = [], options = { platformRegion: 'eu-west-1' }, documents = [] } = rest;
  const managed = [...roles.flatMap(({ policies }) => Object.entries(policies)), ...Object.entries(boundaries)].filter(([name]) =>
    name.startsWith('arn:'),
  );
  const details = {
    RoleDetailList: roles.map(printedRole),
    Policies: [...new Map(managed)].map(([Arn, statements]) => ({
      Arn,
      PolicyName: Arn.slice(Arn.lastIndexOf('/') + 1),
      PolicyVersionList: [{ IsDefaultVersion: true, Document: policy(statements) }],
    })),
  };
  const resources = Object.entries(keys).map(([arn, statements], index) => ({
    mode: 'managed',
    type: 'aws_kms_key',
    name: `k${index}`,
    instances: [{ attributes: { arn, policy: JSON.stringify(policy(statements, 'key-default')) } }],
  }));
  const files: readonly Document[] = [
    ...(roles.length === 0 ? [] : [{ file: 'details.json', text: JSON.stringify(details) }]),
    ...(resources.length === 0 ? [] : [{ file: 'terraform.tfstate', text: JSON.stringify({ version: 4, resources }) }]),
    ...(grants.length === 0 ? [] : [{ file: 'grants.json', text: JSON.stringify({ Grants: grants }) }]),
    ...documents,
  ];
  const read = readDocuments(files, { partition: 'aws', account: '000000000000', region: 'us-east-1' });
  const nobody = { identity: [] };
  const { subjects, problems } = subjectsOf(read, { ...importOf(options), of: { platform: nobody, target: nobody }, serviceControl: [] });
  const wrong = [...read.problems.map(({ problem }) => problem), ...problems];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return subjects;
}

function printedRole({ arn, trusts = [], policies, boundary }: RoleParts): object {
  const named = Object.entries(policies);
  return {
    RoleName: arn.slice(arn.lastIndexOf('/') + 1),
    Arn: arn,
    ...(trusts.length > 0 && {
      AssumeRolePolicyDocument: policy([{ Sid: 'Trust', Effect: 'Allow', Principal: { AWS: trusts }, Action: 'sts:AssumeRole' }]),
    }),
    RolePolicyList: named
      .filter(([name]) => !name.startsWith('arn:'))
      .map(([PolicyName, statements]) => ({ PolicyName, PolicyDocument: policy(statements) })),
    AttachedManagedPolicies: named.filter(([name]) => name.startsWith('arn:')).map(([PolicyArn]) => ({ PolicyArn })),
    ...(boundary !== undefined && { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }),
  };
}

/** The page's data of an import. */
export const pageOf = (parts: ImportParts): PageData => collectPage(subjectsIn(parts), { version: '1.0.0' });

/** What the page shows of each subject. */
export const viewsOf = (data: PageData): readonly View[] => data.subjects.map((subject) => viewOf(data, subject));

/** What the page shows of an import of one subject. */
export function viewIn(parts: ImportParts): View {
  const [view, ...others] = viewsOf(pageOf(parts));
  if (view === undefined || others.length > 0) throw new Error(`${others.length + 1} subjects`);
  return view;
}
