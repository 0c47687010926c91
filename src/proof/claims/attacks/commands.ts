import type { Attack } from '../attack';
import type { RoleSide, World } from '../world';
import { attackOf, only } from './simple-attack';

const INSTANCE = only('instance/i-1');
const TAGGED = { 'ssm:resourceTag/CadoResponseSSMEnabled': 'true' } as const;
const document =
  (name: string) =>
  ({ partition, regions }: World): readonly string[] => [`arn:${partition}:ssm:${regions.evidence}::document/${name}`];
const lambda = ({ partition, regions, accounts }: World, by: RoleSide): readonly string[] => [
  `arn:${partition}:lambda:${regions.evidence}:${accounts[by]}:function:web`,
];

/** Running code where nobody said it may be run. */
export const COMMANDS: readonly Attack[] = [
  attackOf({
    title: 'a command on an instance without the tag',
    where: 'instances are tagged',
    allowedBy: "the vendor's roles",
    actions: ['ssm:SendCommand'],
    resources: INSTANCE,
  }),
  attackOf({
    title: 'a command on an instance whose tag says no',
    where: 'instances are tagged',
    allowedBy: "the vendor's roles",
    actions: ['ssm:SendCommand'],
    resources: INSTANCE,
    context: { 'ssm:resourceTag/CadoResponseSSMEnabled': 'false' },
  }),
  attackOf({
    title: 'a command by a document that runs remote scripts',
    allowedBy: 'our policies on every resource',
    actions: ['ssm:SendCommand'],
    resources: document('AWS-RunRemoteScript'),
  }),
  attackOf({
    title: 'a session on an instance without the tag',
    where: 'instances are tagged',
    allowedBy: 'our policies without conditions',
    actions: ['ssm:StartSession'],
    resources: INSTANCE,
    context: { 'ssm:SessionDocumentAccessCheck': 'true' },
  }),
  attackOf({
    title: 'a session on an instance whose tag says no',
    where: 'instances are tagged',
    allowedBy: 'our policies without conditions',
    actions: ['ssm:StartSession'],
    resources: INSTANCE,
    context: { 'ssm:resourceTag/CadoResponseSSMEnabled': 'false', 'ssm:SessionDocumentAccessCheck': 'true' },
  }),
  attackOf({
    title: 'a session whose document nobody checks',
    allowedBy: 'our policies without conditions',
    actions: ['ssm:StartSession'],
    resources: INSTANCE,
    context: TAGGED,
  }),
  attackOf({
    title: 'an interactive shell',
    allowedBy: 'our policies on every resource',
    actions: ['ssm:StartSession'],
    resources: document('SSM-SessionManagerRunShell'),
  }),
  attackOf({
    title: "ending somebody else's session",
    allowedBy: 'our policies without conditions',
    actions: ['ssm:TerminateSession'],
    resources: ({ partition, regions, accounts }, by) => [`arn:${partition}:ssm:${regions.evidence}:${accounts[by]}:session/you-1`],
    context: { 'aws:userid': 'AROAEXAMPLE:me', 'ssm:resourceTag/aws:ssmmessages:session-id': 'AROAEXAMPLE:you' },
  }),
  attackOf({
    title: 'running or changing a function',
    allowedBy: 'leftover administrator',
    actions: ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode'],
    resources: lambda,
  }),
  attackOf({
    title: 'starting tasks of ECS',
    allowedBy: 'leftover administrator',
    actions: ['ecs:RunTask', 'ecs:RegisterTaskDefinition'],
    resources: ({ partition, regions, accounts }, by) => [`arn:${partition}:ecs:${regions.evidence}:${accounts[by]}:task-definition/web:1`],
  }),
];
