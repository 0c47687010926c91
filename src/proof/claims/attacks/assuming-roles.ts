import type { Attack } from '../attack';
import type { Call } from '../call';
import { assume } from '../calls';
import { EXTERNAL_ID } from '../import-steps';

const ID = { 'sts:ExternalId': EXTERNAL_ID, 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } as const;
const ACCOUNTS = 'a trust policy for whole accounts';
const EVERYBODY = 'a trust policy for everybody';

/** Who may act as a role of ours. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
export const ASSUMING_ROLES: readonly Attack[] = [
  { title: "a neighbour acts as the platform's role", allowedBy: ACCOUNTS, calls: (world) => [assume(world, 'neighbour', 'platform', ID)] },
  {
    title: "the target's neighbour acts as the target's role",
    allowedBy: EVERYBODY,
    calls: (world) => [assume(world, 'colleague', 'target', ID)],
  },
  {
    title: "the platform's neighbour acts as the target's role",
    allowedBy: ACCOUNTS,
    calls: (world) => [assume(world, 'neighbour', 'target', ID)],
  },
  {
    title: "the platform's instance acts as the target's role directly",
    allowedBy: ACCOUNTS,
    calls: (world) => [assume(world, 'instance', 'target', ID)],
  },
  {
    title: "a role of the same name in a foreign account acts as the platform's role",
    allowedBy: EVERYBODY,
    calls: (world) => [assume(world, 'stranger', 'platform', ID)],
  },
  {
    title: "a role of the same name in a foreign account acts as the target's role",
    allowedBy: EVERYBODY,
    calls: (world) => [assume(world, 'stranger', 'target', ID)],
  },
  {
    title: 'any instance acts as the role, through EC2',
    allowedBy: EVERYBODY,
    calls: (world) => [assume(world, 'service', 'platform'), assume(world, 'service', 'target')],
  },
  {
    title: 'without the external id',
    where: 'an external id is asked for',
    allowedBy: EVERYBODY,
    calls: (world) => [assume(world, 'platform', 'target', { 'aws:PrincipalOrgID': ID['aws:PrincipalOrgID'] })],
  },
  {
    title: 'with another external id',
    where: 'an external id is asked for',
    allowedBy: EVERYBODY,
    calls: (world) => [assume(world, 'platform', 'target', { ...ID, 'sts:ExternalId': 'f00d-2' })],
  },
  {
    title: 'with the external id that stands in a public guide',
    where: 'an external id is asked for',
    allowedBy: EVERYBODY,
    calls: (world) => [assume(world, 'platform', 'target', { ...ID, 'sts:ExternalId': 'NoExternalIdRequired' })],
  },
  {
    title: 'from outside the organisation',
    where: 'an organisation is asked for',
    allowedBy: EVERYBODY,
    calls: (world) => [assume(world, 'platform', 'target', { ...ID, 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' })],
  },
  {
    title: 'with tags or a source identity of its own choice',
    allowedBy: EVERYBODY,
    calls: (world) =>
      ['sts:TagSession', 'sts:SetSourceIdentity'].flatMap((action): readonly Call[] => [
        { ...assume(world, 'platform', 'target', ID), action },
        { ...assume(world, 'instance', 'platform'), action },
      ]),
  },
  {
    title: 'with tags or a source identity of its own choice, though the target lets it',
    allowedBy: 'leftover administrator',
    calls: (world) =>
      ['sts:TagSession', 'sts:SetSourceIdentity'].map((action) => ({
        ...assume(world, 'platform', 'target', { ...ID, 'aws:ResourceOrgID': world.organizationId }),
        action,
        on: 'open to everybody',
      })),
  },
];
