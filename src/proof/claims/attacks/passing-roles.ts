import type { Attack } from '../attack';
import { ec2Service, roleArn, type World } from '../world';
import { attackOf } from './simple-attack';

const iamRole = ({ partition, accounts }: World, name: string): string => `arn:${partition}:iam::${accounts.platform}:role/${name}`;
const PASS = ['iam:PassRole'] as const;

/** Whoever hands a role to a service acts as that role. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const PASSING_ROLES: readonly Attack[] = [
  attackOf({
    title: 'handing the worker role to Lambda',
    allowedBy: "the vendor's roles",
    by: 'platform',
    actions: PASS,
    resources: (world) => [iamRole(world, 'CadoResponseWorker')],
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  }),
  attackOf({
    title: 'handing another role of that name to EC2',
    allowedBy: "the vendor's roles",
    by: 'platform',
    actions: PASS,
    resources: (world) => [iamRole(world, 'CadoResponseAdmin')],
    context: (world) => ({ 'iam:PassedToService': ec2Service(world) }),
  }),
  attackOf({
    title: 'handing an administrator to EC2',
    allowedBy: 'our policies on every resource',
    by: 'platform',
    actions: PASS,
    resources: (world) => [iamRole(world, 'Admin')],
    context: (world) => ({ 'iam:PassedToService': ec2Service(world) }),
  }),
  attackOf({
    title: 'handing its own role to EC2',
    allowedBy: 'our policies on every resource',
    by: 'platform',
    actions: PASS,
    resources: (world) => [roleArn(world, 'platform')],
    context: (world) => ({ 'iam:PassedToService': ec2Service(world) }),
  }),
  attackOf({
    title: 'handing any role to anything in the target account',
    allowedBy: 'leftover administrator',
    by: 'target',
    actions: PASS,
    resources: (world) => [roleArn(world, 'target')],
    context: (world) => ({ 'iam:PassedToService': ec2Service(world) }),
  }),
];
