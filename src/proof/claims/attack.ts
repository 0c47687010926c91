import type { InputValues, TighteningLevel } from '../../policy/guard';
import type { Call, GrantedCall } from './call';
import type { KeyVariant } from './import-path';
import type { World } from './world';

/** What an attack is about. */
export const FAMILIES = [
  'key use outside EC2 and S3',
  'grants',
  'key administration',
  'other roles, accounts, organisations and Regions',
  'the temporary key',
  'tags',
  'assuming roles',
  'passing roles',
  'sharing snapshots',
  'buckets',
  'secrets',
  'commands',
  'stopping and deleting',
  'own rights',
  'what was not chosen',
  'other actions',
] as const;

/** What an attack is about. */
export type Family = (typeof FAMILIES)[number];

/** Weaker policies that exist somewhere, each of which lets some attacks through; see `weaker-policies.ts`. */
export type WeakerPolicy =
  | "the vendor's roles"
  | 'our policies without conditions'
  | 'our policies on every resource'
  | 'leftover administrator'
  | 'a key policy for whole accounts'
  | 'a key policy for everybody'
  | 'a trust policy for whole accounts'
  | 'a trust policy for everybody';

/** What may be chosen, without which some attacks get through: an input says so. */
export const WHERES = [
  'sources are named',
  'instances are tagged',
  'Regions are named',
  'an external id is asked for',
  'an organisation is asked for',
  'only what is being made is named',
  'aliases are kept',
  'the platform has an account of its own',
] as const;

/** What may be chosen. */
export type Where = (typeof WHERES)[number];

/** What is not chosen, while everything else is. */
export interface Without {
  readonly capabilities?: readonly string[];
  readonly method?: 'create_volume' | 'ebs_direct';
  /** Inputs of both roles. */
  readonly inputs?: InputValues;
  /** Inputs of the key policies. */
  readonly keyInputs?: InputValues;
}

/** What somebody may try, and nobody may do. */
export interface Attack {
  readonly title: string;
  /** Refused from this level on, and allowed below. @default - refused at every level */
  readonly from?: TighteningLevel;
  /** What must have been chosen for it to be refused. @default - nothing */
  readonly where?: Where;
  /** How the keys' policies differ from the usual ones. @default - they do not */
  readonly keys?: KeyVariant;
  /** What is not chosen. @default - everything is */
  readonly without?: Without;
  /** Weaker policies that allow each call: it is not refused by accident. */
  readonly allowedBy: WeakerPolicy;
  /** Each call by itself must be refused. */
  readonly calls: (world: World) => readonly Call[];
}

/** What somebody may try with a grant on a key that somebody else was given. */
export interface GrantAttack {
  readonly title: string;
  readonly calls: (world: World) => readonly GrantedCall[];
}
