import type { InputValues, TighteningLevel } from '../../policy/guard';
import type { Call, GrantedCall } from './call';
import type { World } from './world';

/** Which roles the evidence key names. */
export type KeyOwnersChoice = 'both roles' | 'the target role' | 'the platform role';

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
  /** Capabilities beyond the default ones. @default - none */
  readonly capabilities?: readonly string[];
  /** Inputs of both roles beyond the default ones. @default - none */
  readonly inputs?: InputValues;
  /** The only way to name roles under which it works. @default - either */
  readonly principalMatch?: 'role_arn';
  /** The only partition that has it. @default - every one */
  readonly partition?: 'aws';
  /** Every call that must go through, in order. */
  readonly calls: (world: World) => readonly Call[];
  /** What EC2 does with the grants that it was given. @default - none */
  readonly granted?: (world: World) => readonly GrantedCall[];
}
