import { all, enabled, has, named } from '../../policy/guard';
import type { StatementTemplate } from '../../policy/template';
import { allow, IMAGES, INSTANCES, OWN_NAME, SNAPSHOTS, VOLUMES } from './allow-statement';

const EC2_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';
const EC2_TAGGING = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html';

const ec2 = has('capabilities', 'ec2');

/** Volumes, snapshots and images, for both roles. */
export const VOLUME_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'Ec2Describe',
    named('volumes'),
    [
      'ec2:DescribeAccountAttributes',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeFlowLogs',
      'ec2:DescribeImages',
      'ec2:DescribeInstances',
      'ec2:DescribeInstanceStatus',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeRegions',
      'ec2:DescribeRouteTables',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSnapshots',
      'ec2:DescribeSubnets',
      'ec2:DescribeTags',
      'ec2:DescribeVolumes',
      'ec2:DescribeVolumesModifications',
    ],
    ['*'],
    { purpose: 'The platform finds what can be acquired; describing has no resource.', source: EC2_ACTIONS },
  ),
  allow(
    'Ec2DescribeInstanceAttribute',
    ec2,
    ['ec2:DescribeInstanceAttribute'],
    { arns: [INSTANCES] },
    {
      purpose: "The platform reads an instance's attributes, its user data included, as part of the evidence.",
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'InstanceProfileRead',
    ec2,
    ['iam:GetInstanceProfile'],
    { arns: ['arn:{partition}:iam::{account}:instance-profile/*'] },
    {
      purpose: 'The platform shows which role an instance ran with.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
    },
  ),
  allow(
    'SnapshotCreate',
    ec2,
    ['ec2:CreateSnapshot'],
    { arns: [VOLUMES, SNAPSHOTS] },
    {
      purpose: 'The platform snapshots a volume.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'SnapshotCreateOfInstance',
    ec2,
    ['ec2:CreateSnapshots'],
    { arns: [INSTANCES, VOLUMES, SNAPSHOTS] },
    {
      purpose: 'The platform snapshots all volumes of an instance at one moment.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'TagWhileCreating',
    named('volumes'),
    ['ec2:CreateTags'],
    { derived: 'tagged_arns' },
    {
      purpose:
        "The platform names what it makes, while it makes it. Tagging anything else would let the role name a customer's snapshot as its own, and then delete it.",
      source: EC2_TAGGING,
    },
    [{ test: 'StringEquals', variable: 'ec2:CreateAction', values: { derived: 'create_actions' } }],
  ),
  allow(
    'TagAfterCreating',
    all(named('volumes'), enabled('tag_after_create')),
    ['ec2:CreateTags'],
    { arns: [SNAPSHOTS, IMAGES] },
    {
      purpose: "tag_after_create was asked for: any snapshot or image can be named as the platform's own, and be deleted then.",
      source: EC2_TAGGING,
    },
  ),
  allow(
    'SnapshotDelete',
    named('volumes'),
    ['ec2:DeleteSnapshot'],
    { arns: [SNAPSHOTS] },
    { purpose: 'The platform removes its own snapshots after an import.', source: EC2_ACTIONS },
    [OWN_NAME],
  ),
  allow(
    'SnapshotReadBlocks',
    all(named('volumes'), named('ebs_direct')),
    ['ebs:GetSnapshotBlock', 'ebs:ListChangedBlocks', 'ebs:ListSnapshotBlocks'],
    { arns: [SNAPSHOTS] },
    {
      purpose: 'The platform reads snapshots block by block. Not tied to a name: snapshots made by hand are imported too.',
      source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-permissions.html',
    },
  ),
  allow(
    'SnapshotCopy',
    named('copied_volumes'),
    ['ec2:CopySnapshot'],
    { arns: [SNAPSHOTS] },
    {
      purpose: 'The platform copies a snapshot into another Region or under another key.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'ImageCopy',
    named('copied_images'),
    ['ec2:CopyImage'],
    { arns: [IMAGES, SNAPSHOTS] },
    {
      purpose: 'The platform copies an image and the snapshots behind it.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'ImageDeregister',
    named('copied_images'),
    ['ec2:DeregisterImage'],
    { arns: [IMAGES] },
    { purpose: 'The platform removes its own copies of images.', source: EC2_ACTIONS },
    [OWN_NAME],
  ),
  allow(
    'ImageImport',
    all(named('copied_images'), enabled('import_image')),
    ['ec2:ImportImage'],
    { arns: [IMAGES, SNAPSHOTS, 'arn:{partition}:ec2:*:{account}:import-image-task/*'] },
    { purpose: 'import_image was asked for: disk images are imported with the service role vmimport.', source: EC2_ACTIONS },
  ),
];
