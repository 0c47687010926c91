import type { InputValues, TighteningLevel } from '../../policy/guard';
import type { Call, GrantedCall } from './call';
import type { World } from './world';

/** Which roles the evidence key names. */
export type KeyOwnersChoice = 'both roles' | 'the target role' | 'the platform role';

/**
 * A key whose policy leaves the IAM policies of its account out, so that only those it names get in; or one with `enforce`, which
 * denies the roles whatever does not come through a service.
 */
export type KeyVariant = 'IAM left out' | 'enforced';

/** A module that carries a part of a claim. */
export type ModuleName = 'cado-role' | 'cado-cross-account-trust' | 'cado-kms-key-policy';

/** A way in which evidence comes to the platform. */
export interface ImportPath {
  /** Letter, and a few words. */
  readonly title: string;
  readonly modules: readonly ModuleName[];
  /** Methods of which at least one must be chosen. @default - either */
  readonly method?: 'create_volume' | 'ebs_direct';
  /** The tightest level that it works at. @default - every level */
  readonly until?: TighteningLevel;
  /** @default 'both roles' */
  readonly keyNames?: KeyOwnersChoice;
  /** How the keys' policies differ from the usual ones. @default - they do not */
  readonly keys?: KeyVariant;
  /** Capabilities beyond the default ones. @default - none */
  readonly capabilities?: readonly string[];
  /** Inputs of both roles beyond the default ones. @default - none */
  readonly inputs?: InputValues;
  /** Whether the platform finds the targets by a role's name in an organisation. @default false */
  readonly organization?: boolean;
  /** The only way to name roles under which it works. @default - either */
  readonly principalMatch?: 'role_arn';
  /** The only partition that has it. @default - every one */
  readonly partition?: 'aws';
  /** Every call that must go through, in order. */
  readonly calls: (world: World) => readonly Call[];
  /** What EC2 does with the grants that it was given. @default - none */
  readonly granted?: (world: World) => readonly GrantedCall[];
}
