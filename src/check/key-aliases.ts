import type { Estate, EstateKey } from '../estate/estate';
import { grouped } from '../estate/grouped';
import type { TerraformContext } from '../estate/terraform/context';
import { textIn } from '../proof/plan/json-access';

/** A plan's sides. */
interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

/**
 * Keys with their aliases, where the plan changes these: a key may have others that another configuration gives it, and as long as those
 * of the plan stay nobody knows which. One whose alias is unknown until apply has none that is known.
 */
export function withChangedAliases({ before, after }: Sides<Estate>, contexts: Sides<TerraformContext>): Sides<Estate> {
  const [old, now] = [aliasesIn(contexts.before), aliasesIn(contexts.after)];
  const known = new Set(before.keys.map(({ arn }) => arn));
  const textOf = (names: readonly string[] | undefined): string => (names ?? []).join(' ');
  const isTold = ({ arn }: EstateKey): boolean => {
    const [was, will] = [old.get(arn), now.get(arn)];
    if (was === undefined && will === undefined) return false;
    return !known.has(arn) || textOf(was) !== textOf(will);
  };
  const told = (estate: Estate, aliases: ReadonlyMap<string, readonly string[]>): Estate => ({
    ...estate,
    keys: estate.keys.map((key) => (isTold(key) ? { ...key, aliases: aliases.get(key.arn) ?? [] } : key)),
  });
  return { before: told(before, old), after: told(after, now) };
}

/** Aliases by the ARNs of their keys, in one order. */
function aliasesIn(context: TerraformContext): ReadonlyMap<string, readonly string[]> {
  const named = context.resources
    .filter(({ type }) => type === 'aws_kms_alias')
    .flatMap((alias) => {
      const [arn, name] = [context.keyArn(alias, 'target_key_id'), textIn(alias.values, 'name')];
      return arn === undefined || name === '' ? [] : [{ arn, name }];
    });
  return new Map([...grouped(named, ({ arn }) => arn)].map(([arn, all]) => [arn, all.map(({ name }) => name).toSorted()]));
}
