import type { Attack } from '../attack';
import { roleArn, type RoleSide, type World } from '../world';
import { attackOf } from './simple-attack';

const itself = (world: World, by: RoleSide): readonly string[] => [roleArn(world, by)];
const ADMINISTRATOR = 'leftover administrator';

/** A role must not widen itself. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
export const OWN_RIGHTS: readonly Attack[] = [
  attackOf({
    title: 'giving itself a policy',
    allowedBy: ADMINISTRATOR,
    actions: ['iam:PutRolePolicy', 'iam:AttachRolePolicy'],
    resources: itself,
  }),
  attackOf({ title: 'changing who may assume it', allowedBy: ADMINISTRATOR, actions: ['iam:UpdateAssumeRolePolicy'], resources: itself }),
  attackOf({
    title: 'taking its boundary away',
    allowedBy: ADMINISTRATOR,
    actions: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
    resources: itself,
  }),
  attackOf({
    title: 'changing its own policies',
    allowedBy: ADMINISTRATOR,
    actions: ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
    resources: ({ partition, accounts }, by) => [`arn:${partition}:iam::${accounts[by]}:policy/CadoResponseRole-kms`],
  }),
  attackOf({
    title: 'making users and keys',
    allowedBy: ADMINISTRATOR,
    actions: ['iam:CreateUser', 'iam:CreateAccessKey'],
    resources: ({ partition, accounts }, by) => [`arn:${partition}:iam::${accounts[by]}:user/backdoor`],
  }),
  attackOf({
    title: "reading another role's policies",
    allowedBy: 'our policies on every resource',
    actions: ['iam:GetRolePolicy', 'iam:ListRolePolicies'],
    resources: ({ partition, accounts }, by) => [`arn:${partition}:iam::${accounts[by]}:role/Admin`],
  }),
];
