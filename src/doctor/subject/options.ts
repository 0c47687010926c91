import { PARTITION_OF_REGION, REGION } from '../../catalogue/arn-patterns';
import { EBS_RESOURCE_IDS_INPUT, PLATFORM_REGION_INPUT } from '../../catalogue/common-inputs';
import {
  bucketArns,
  externalId as externalIdRules,
  keyArn,
  oneOf,
  organizationId as organizationIdRule,
  regionCodes,
  roleArn,
  someOf,
} from '../../catalogue/input-rules';
import { TIGHTENING_LEVELS, type TighteningLevel } from '../../policy/guard';
import { asOption, inputProblems, type InputRule } from '../../policy/input-spec';
import { contextNotes, contextProblems } from '../in-force/context-keys';
import { METHOD_NAMES, PROTECTED, type Method, type Protected, type Subject } from './subject';

/** What describes an import on the command line, as given. */
export interface ImportOptions {
  readonly platformRole?: string;
  readonly targetRole?: string;
  readonly instanceRole?: string;
  readonly keyArn?: string;
  readonly platformRegion?: string;
  readonly evidenceRegion?: readonly string[];
  readonly method?: readonly string[];
  readonly protects?: readonly string[];
  readonly level?: string;
  readonly ebsResourceId?: readonly string[];
  readonly sourceBucket?: readonly string[];
  readonly externalId?: string;
  readonly organizationId?: string;
  readonly context?: readonly string[];
}

/** An import as options describe it. */
export interface ImportDescription extends Omit<Subject, 'platform' | 'target' | 'key' | 'serviceControl' | 'resourceControl' | 'guessed'> {
  readonly platformArn?: string;
  readonly targetArn?: string;
  readonly keyArn?: string;
}

const RULES: readonly (readonly [option: keyof ImportOptions, label: string, rules: readonly InputRule[]])[] = [
  ['platformRole', '--platform-role', [roleArn]],
  ['targetRole', '--target-role', [roleArn]],
  ['instanceRole', '--instance-role', [roleArn]],
  ['keyArn', '--key-arn', [keyArn]],
  ['platformRegion', '--platform-region', PLATFORM_REGION_INPUT.rules],
  ['evidenceRegion', '--evidence-region', [regionCodes]],
  ['method', '--method', [someOf(METHOD_NAMES)]],
  ['protects', '--protects', [someOf(PROTECTED)]],
  ['level', '--level', [oneOf(TIGHTENING_LEVELS, 'pinned')]],
  ['ebsResourceId', '--ebs-resource-id', EBS_RESOURCE_IDS_INPUT.rules],
  ['sourceBucket', '--source-bucket', [bucketArns]],
  ['externalId', '--external-id', externalIdRules],
  ['organizationId', '--organization-id', [organizationIdRule]],
];

/** Everything that is wrong with options, a sentence each. */
export function optionProblems(options: ImportOptions): readonly string[] {
  const wrong = RULES.flatMap(([option, label, rules]) =>
    inputProblems({ name: label, type: 'string', nullable: true, description: '', rules }, options[option], label, asOption(label)),
  );
  return [...wrong, ...acrossPartitions(options), ...oneRoleTwice(options), ...contextProblems(options.context ?? [])];
}

/** ARNs and Regions of several partitions. What is no ARN is told already. */
function acrossPartitions(options: ImportOptions): readonly string[] {
  const { platformRole, targetRole, instanceRole, keyArn: key, platformRegion, evidenceRegion = [] } = options;
  const arns = [platformRole, targetRole, instanceRole, key].flatMap((arn) => (arn?.startsWith('arn:') === true ? arn : []));
  const partitions = new Set(arns.map((arn) => arn.split(':')[1] ?? ''));
  if (partitions.size > 1)
    return [`${arns.join(', ')} lie in different partitions, and nothing crosses partitions. Give ARNs of one partition`];
  const [partition] = partitions;
  const regions = [
    ...(platformRegion === undefined ? [] : [['--platform-region', platformRegion] as const]),
    ...evidenceRegion.map((region) => ['--evidence-region', region] as const),
  ];
  return regions.flatMap(([label, region]) => {
    const own = PARTITION_OF_REGION.find(([prefix]) => region.startsWith(prefix))?.[1];
    if (partition === undefined || own === partition || !IS_REGION.test(region)) return [];
    return [
      `${label} ${region} is a Region of ${own ?? 'another partition'}, but the ARNs are of ${partition}. Give Regions of that partition`,
    ];
  });
}

const IS_REGION = new RegExp(REGION);

/** The platform's role does not assume itself. */
const oneRoleTwice = ({ platformRole, targetRole }: ImportOptions): readonly string[] =>
  platformRole !== undefined && platformRole === targetRole
    ? [`--platform-role and --target-role are both ${targetRole}. Of a role that imports in its own account, give --platform-role alone`]
    : [];

/** What is odd about options and no problem, a sentence each. */
export const optionNotes = ({ platformRegion, evidenceRegion = [], context = [] }: ImportOptions): readonly string[] => [
  ...[...(platformRegion === undefined ? [] : [platformRegion]), ...evidenceRegion]
    .filter((region) => !LIKE_A_REGION.test(region))
    .map((region) => `${region} is like no Region that AWS has: see whether it is misspelt`),
  ...contextNotes(context),
];

/** Regions are named by an area and a point of the compass. Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const LIKE_A_REGION =
  /^(af|ap|ca|cn|eu|eu-isoe|eusc-[a-z]{2}|il|me|mx|sa|us|us-gov|us-iso[a-z]?)-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}$/;

/** The import that options describe. @param options without {@link optionProblems} */
export function importOf(options: ImportOptions): ImportDescription {
  const { platformRole, targetRole, instanceRole, platformRegion, level, ebsResourceId, sourceBucket, externalId, organizationId } =
    options;
  return {
    ...(platformRole !== undefined && { platformArn: platformRole }),
    ...(targetRole !== undefined && { targetArn: targetRole }),
    ...(instanceRole !== undefined && { instanceArn: instanceRole }),
    ...(options.keyArn !== undefined && { keyArn: options.keyArn }),
    ...(platformRegion !== undefined && { platformRegion }),
    evidenceRegions: options.evidenceRegion ?? [],
    methods: (options.method ?? METHOD_NAMES) as readonly Method[],
    protects: (options.protects ?? ['ebs']) as readonly Protected[],
    ...(level !== undefined && { level: level as TighteningLevel }),
    ...(ebsResourceId !== undefined && { ebsResourceIds: ebsResourceId }),
    ...(sourceBucket !== undefined && { sourceBucketArns: sourceBucket }),
    ...(externalId !== undefined && { externalId }),
    ...(organizationId !== undefined && { organizationId }),
    context: Object.fromEntries(
      (options.context ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
  };
}
