import { KEY_ARN } from '../../catalogue/arn-patterns';
import { KMS_KEY_POLICY_INPUTS } from '../../catalogue/kms-key-policy/inputs';
import { TIGHTENING_LEVELS, type InputValues, type TighteningLevel } from '../../policy/guard';
import type { PolicyStatement } from '../../policy/policy-json';
import { regionsOf } from '../../proof/plan/setting';
import { viewsIn } from '../../proof/plan/statement-view';
import { accountOf } from '../scene';
import type { ChangedDocument } from './changed-documents';
import type { ModuleCall } from './module-call';
import { keyModuleInputs } from './module-inputs';
import { ownStatements } from './own-statements';
import type { PatchedSubject } from './prove-patch';
import { asWritten } from './statement-lists';

const IS_KEY = new RegExp(KEY_ARN);

/** The call of `cado-kms-key-policy` for a key. The module writes all our statements anew, so that it has to know whom they serve. */
export function keyModuleCall(name: string, document: ChangedDocument, users: readonly PatchedSubject[]): ModuleCall {
  const { owner, address, file } = document;
  const own = ownStatements(users[0]?.scene.subject.key?.policy?.json ?? {});
  const level = tightest(users.map(({ patch }) => patch.level));
  const targets = [...new Set(users.flatMap(({ scene }) => scene.subject.target?.arn ?? []))];
  const further = furtherRoles(own, users);
  return {
    name,
    module: 'cado-kms-key-policy',
    comment: commentFor(document, further, level),
    inputs: merged(users, level, [...targets.slice(1), ...further], own),
    specs: KMS_KEY_POLICY_INPUTS,
    problems: problemsOf(owner, targets, own, users),
    existing: address === undefined ? file : `${file.replace(/\.json$/, '')}.before.json`,
  };
}

const tightest = (levels: readonly TighteningLevel[]): TighteningLevel =>
  TIGHTENING_LEVELS.findLast((level) => levels.includes(level)) ?? 'pinned';

const lists = (inputs: readonly InputValues[], name: string): readonly string[] => [
  ...new Set(inputs.flatMap((values) => (values[name] ?? []) as readonly string[])),
];

/** Inputs for all subjects of the key, and for whoever our statements serve already. */
function merged(
  users: readonly PatchedSubject[],
  level: TighteningLevel,
  further: readonly string[],
  own: readonly PolicyStatement[],
): InputValues {
  const all = users.map(({ scene }) => keyModuleInputs(scene, level));
  const [first = {}] = all;
  const served = regionsOf(viewsIn([{ Statement: asWritten(own) }]));
  const regions = [...new Set([...lists(all, 'evidence_regions'), ...served])].filter((region) => region !== first['platform_region']);
  const hasObjects = own.some(({ Sid }) => Sid === 'CadoResponseS3Decrypt');
  const isEvidence = users.every(({ scene }) => scene.keyName === 'evidence');
  // Copies and volumes under a key of the platform carry ids of their own.
  const { ebs_resource_ids: ids, ...others } = first;
  return {
    ...others,
    ...(ids !== undefined && isEvidence && { ebs_resource_ids: ids }),
    ...(further.length > 0 && { additional_platform_role_arns: further }),
    protects: [...new Set([...lists(all, 'protects'), ...(hasObjects ? ['s3'] : [])])],
    evidence_regions: regions.length === 0 ? lists(all, 'evidence_regions') : regions,
  };
}

/** Roles that our statements name besides those that are examined. */
function furtherRoles(own: readonly PolicyStatement[], users: readonly PatchedSubject[]): readonly string[] {
  const known = users.flatMap(({ scene: { subject } }) => [subject.platform?.arn, subject.target?.arn]);
  return [...new Set(own.flatMap(namesIn))].filter((name) => name.includes(':role/') && !known.includes(name));
}

const namesIn = ({ Principal, Condition }: PolicyStatement): readonly string[] => [
  ...(Principal?.AWS ?? []),
  ...[Condition?.['ArnEquals']?.['aws:PrincipalArn'] ?? []].flat(),
];

function problemsOf(
  owner: string,
  targets: readonly string[],
  own: readonly PolicyStatement[],
  users: readonly PatchedSubject[],
): readonly string[] {
  const deleted = [...new Set(own.flatMap(namesIn))].filter((name) => name.startsWith('AROA'));
  const methods = users.flatMap(({ scene }) => scene.subject.methods);
  return [
    ...(deleted.length > 0
      ? [
          `--patch module: our statements in the policy of ${owner} name ${deleted.join(', ')}, whose role cannot be told, and the module would leave it out. Use --patch aws-cli`,
        ]
      : []),
    ...(targets.length > 1 && !methods.includes('create_volume')
      ? [
          `--patch module: cado-kms-key-policy lets one target role read through EBS direct, and ${owner} has ${targets.length}: ${targets.join(', ')}. Use --patch aws-cli`,
        ]
      : []),
  ];
}

function commentFor({ owner, address, file }: ChangedDocument, further: readonly string[], level: TighteningLevel): string {
  const region = owner.split(':')[3] ?? '';
  const isKey = IS_KEY.test(owner);
  const key = isKey ? owner : `a key in ${region}`;
  const kept = `aws kms get-key-policy ${isKey ? `--region ${region} --key-id ${owner}` : '--key-id KEY'} --policy-name default --query Policy --output text`;
  return [
    `In the account ${accountOf(owner)}, with a provider of it: for ${key}.`,
    address === undefined
      ? `${file} beside this file is its policy as it is: ${kept}. Nothing is written to the key; put the output policy_json in place.`
      : `Give ${address} policy = the module's output policy_json, and keep what it has now beside this file: ${kept}.`,
    ...(further.length > 0 ? [`Further roles that our statements serve get kms_tightening ${level} as well: ${further.join(', ')}.`] : []),
  ].join(' ');
}
