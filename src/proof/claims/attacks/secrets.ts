import type { Attack } from '../attack';
import type { RoleSide, World } from '../world';
import { attackOf } from './simple-attack';

const secret = ({ partition, regions, accounts }: World, by: RoleSide): readonly string[] => [
  `arn:${partition}:secretsmanager:${regions.platform}:${accounts[by]}:secret:db-1`,
];
const THEIRS = { 'aws:ResourceTag/Name': 'db' } as const;

/** Secrets of others. */
export const SECRETS: readonly Attack[] = [
  attackOf({
    title: "reading somebody else's secret",
    allowedBy: 'our policies without conditions',
    by: 'platform',
    actions: ['secretsmanager:GetSecretValue'],
    resources: secret,
    context: THEIRS,
  }),
  attackOf({
    title: "changing somebody else's secret",
    allowedBy: 'our policies without conditions',
    by: 'platform',
    actions: ['secretsmanager:PutSecretValue'],
    resources: secret,
    context: THEIRS,
  }),
  attackOf({
    title: 'making a secret without a name',
    allowedBy: 'our policies without conditions',
    by: 'platform',
    actions: ['secretsmanager:CreateSecret'],
    resources: secret,
  }),
  attackOf({
    title: 'reading secrets of the target account',
    allowedBy: 'leftover administrator',
    by: 'target',
    actions: ['secretsmanager:GetSecretValue'],
    resources: secret,
    context: { 'aws:ResourceTag/Name': 'CadoResponse-1' },
  }),
  attackOf({
    title: 'deleting secrets',
    allowedBy: 'leftover administrator',
    actions: ['secretsmanager:DeleteSecret', 'secretsmanager:PutResourcePolicy'],
    resources: secret,
    context: { 'aws:ResourceTag/Name': 'CadoResponse-1' },
  }),
  attackOf({
    title: 'reading parameters of Systems Manager',
    allowedBy: 'leftover administrator',
    actions: ['ssm:GetParameter', 'ssm:GetParameters'],
    resources: ({ partition, regions, accounts }, by) => [`arn:${partition}:ssm:${regions.platform}:${accounts[by]}:parameter/db`],
  }),
];
