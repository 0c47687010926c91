import type { Attack } from '../attack';
import { NAMED, on, OWN } from '../calls';

const tagged = (resource: string, context: Readonly<Record<string, string>> = {}): Attack['calls'] => {
  return (world) =>
    (['platform', 'target'] as const).flatMap((by) => on(world, by, 'ec2:CreateTags', [resource], { ...NAMED, ...context }));
};

/** The platform's rights reach as far as its name; so it may name only what it is making. Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html */
export const TAGS: readonly Attack[] = [
  ...['snapshot/snap-1', 'volume/vol-1', 'instance/i-1', 'image/ami-1', 'security-group/sg-1'].map((resource): Attack => ({
    title: `naming a customer's ${resource.split('/')[0]} as the platform's own`,
    ...(/^(snapshot|image)\//.test(resource) && { where: 'only what is being made is named' }),
    allowedBy: "the vendor's roles",
    calls: tagged(resource),
  })),
  {
    title: "naming a customer's instance while a snapshot is made",
    allowedBy: "the vendor's roles",
    calls: tagged('instance/i-1', { 'ec2:CreateAction': 'CreateSnapshot' }),
  },
  {
    title: 'naming a snapshot by a call that makes something else',
    where: 'only what is being made is named',
    allowedBy: "the vendor's roles",
    calls: tagged('snapshot/snap-1', { 'ec2:CreateAction': 'CreateNatGateway' }),
  },
  {
    title: "taking the platform's name away from what is not its own any more",
    allowedBy: "the vendor's roles",
    calls: (world) =>
      (['platform', 'target'] as const).flatMap((by) => on(world, by, 'ec2:DeleteTags', ['snapshot/snap-1', 'instance/i-1'], OWN)),
  },
  {
    title: "naming somebody else's secret as the platform's own",
    allowedBy: 'our policies without conditions',
    calls: ({ partition, regions, accounts }) => [
      {
        by: 'platform',
        action: 'secretsmanager:TagResource',
        resource: `arn:${partition}:secretsmanager:${regions.platform}:${accounts.platform}:secret:db-1`,
        context: { 'aws:RequestTag/Name': 'CadoResponse-1', 'aws:ResourceTag/Name': 'db' },
      },
    ],
  },
];
