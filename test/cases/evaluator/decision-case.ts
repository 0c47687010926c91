import type { AccessRequest } from '../../../src/proof/evaluator/access-request';
import type { KmsGrant } from '../../../src/proof/evaluator/kms-grant';
import { policyOf } from '../../../src/proof/evaluator/parse-policy';
import type { Policies } from '../../../src/proof/evaluator/policies';
import type { PolicyKind } from '../../../src/proof/evaluator/verdict';

/** A statement as JSON. */
export type Statement = Readonly<Record<string, unknown>>;

/** Policies as lists of statements. */
export interface PolicyStatements {
  readonly identity?: readonly Statement[];
  readonly boundary?: readonly Statement[];
  readonly session?: readonly Statement[];
  readonly serviceControl?: readonly (readonly Statement[])[];
  readonly resourceControl?: readonly (readonly Statement[])[];
  readonly resource?: readonly Statement[];
  readonly grants?: readonly KmsGrant[];
}

/** A request that is allowed, and what refuses it. */
export interface DecisionCase {
  readonly what: string;
  /** The page that decides. */
  readonly source: string;
  readonly request: AccessRequest;
  readonly policies: PolicyStatements;
  /** What is different where the same is refused. */
  readonly refused: {
    readonly request?: Partial<AccessRequest>;
    readonly policies?: PolicyStatements;
    /** The kind of policy that has to allow and does not. @default - none: a statement denies */
    readonly missing?: PolicyKind;
  };
}

/** Compiles the policies of a case. */
export function compiled({ identity, boundary, session, serviceControl, resourceControl, resource, grants }: PolicyStatements): Policies {
  const policy = (name: string, Statement: readonly Statement[]) => policyOf(name, { Version: '2012-10-17', Statement });
  return {
    ...(identity && { identity: [policy('identity', identity)] }),
    ...(boundary && { boundary: policy('boundary', boundary) }),
    ...(session && { session: [policy('session', session)] }),
    ...(serviceControl && { serviceControl: serviceControl.map((level, index) => [policy(`scp ${index}`, level)]) }),
    ...(resourceControl && { resourceControl: resourceControl.map((level, index) => [policy(`rcp ${index}`, level)]) }),
    ...(resource && { resource: policy('resource', resource) }),
    ...(grants && { grants }),
  };
}

/** An Allow of an identity policy. */
export const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*', more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

/** The Deny of the same. */
export const deny = (Action: string | readonly string[], Resource: string | readonly string[] = '*', more: Statement = {}): Statement => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});

/** An Allow of a resource's policy. */
export const allowTo = (AWS: string | readonly string[], Action: string | readonly string[], more: Statement = {}): Statement =>
  allow(Action, '*', { Principal: { AWS }, ...more });

/** The Deny of the same. */
export const denyTo = (AWS: string | readonly string[], Action: string | readonly string[], more: Statement = {}): Statement =>
  deny(Action, '*', { Principal: { AWS }, ...more });

/** An Allow of a trust policy, which has no resource. */
export const trust = (Principal: unknown, Action: string | readonly string[] = 'sts:AssumeRole', more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal,
  Action,
  ...more,
});

export const HOME = '111122223333';
export const OTHER = '444455556666';
export const ROOT = `arn:aws:iam::${HOME}:root`;
export const OTHER_ROOT = `arn:aws:iam::${OTHER}:root`;
export const ROLE = `arn:aws:iam::${HOME}:role/team/forensics/Reader`;
export const SESSION = `arn:aws:sts::${HOME}:assumed-role/Reader/i-0123`;
export const USER = `arn:aws:iam::${HOME}:user/team/Alice`;
export const NEIGHBOUR = `arn:aws:iam::${HOME}:role/Neighbour`;
export const STRANGER = `arn:aws:iam::${OTHER}:role/team/forensics/Reader`;
export const KEY = `arn:aws:kms:eu-west-1:${HOME}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const OTHER_KEY = `arn:aws:kms:eu-west-1:${OTHER}:key/mrk-1234abcd12ab34cd56ef1234567890ab`;
export const ALIAS = `arn:aws:kms:eu-west-1:${HOME}:alias/CadoResponse`;
export const BUCKET = 'arn:aws:s3:::evidence';
export const OBJECT = `${BUCKET}/cases/1:2/disk.dd`;
