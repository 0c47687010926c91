import type { RequestContext } from '../../evaluator/access-request';
import type { Attack, WeakerPolicy } from '../attack';
import { on } from '../calls';
import type { RoleSide, World } from '../world';

/** An attack of actions on resources by roles of ours, with one context. */
export interface SimpleAttack {
  readonly title: string;
  readonly where?: Attack['where'];
  readonly allowedBy: WeakerPolicy;
  /** @default - both */
  readonly by?: RoleSide;
  readonly actions: readonly string[];
  /** Resources as `on` takes them. */
  readonly resources: (world: World, by: RoleSide) => readonly string[];
  /** @default - none */
  readonly context?: RequestContext | ((world: World, by: RoleSide) => RequestContext);
}

/** Each action on each resource by each role must be refused. */
export function attackOf({ title, where, allowedBy, by, actions, resources, context = {} }: SimpleAttack): Attack {
  const sides: readonly RoleSide[] = by === undefined ? ['platform', 'target'] : [by];
  return {
    title,
    ...(where !== undefined && { where }),
    allowedBy,
    calls: (world) =>
      sides.flatMap((side) =>
        actions.flatMap((action) =>
          on(world, side, action, resources(world, side), typeof context === 'function' ? context(world, side) : context),
        ),
      ),
  };
}

/** Resources that are the same everywhere. */
export const only =
  (...resources: readonly string[]): SimpleAttack['resources'] =>
  () =>
    resources;
