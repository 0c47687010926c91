import { accountOf } from '../../doctor/scene';
import type { EstateKey, EstateRole } from '../../estate/estate';
import type { OurRoles } from './our-roles';

/** A key before and after. */
export interface MatchedKey {
  readonly before: EstateKey | undefined;
  readonly after: EstateKey | undefined;
}

/** The ARN of a key, which it keeps. */
export const arnOf = ({ before, after }: MatchedKey): string => (before ?? after)?.arn ?? '';

/** ARNs of roles that import together. */
export interface Users {
  readonly platform: string | undefined;
  readonly target: string | undefined;
}

/** Each target with each role of the platform that it trusts; a role of the platform by itself where no target was there before. */
export function usersOf({ platforms, targets, platformsOf }: OurRoles, old: ReadonlyMap<string, EstateRole>): readonly Users[] {
  const together = targets.flatMap((target): readonly Users[] => {
    const own = platformsOf(target);
    return own.length === 0 ? [{ platform: undefined, target }] : own.map((platform) => ({ platform, target }));
  });
  const served = new Set(together.filter(({ target }) => old.has(target ?? '')).map(({ platform }) => platform));
  const alone = platforms.filter((platform) => !served.has(platform)).map((platform) => ({ platform, target: undefined }));
  return [...together, ...alone];
}

export interface KeyUsers {
  readonly every: readonly Users[];
  /** The account whose targets use the key. @default - none */
  readonly account?: string;
  /** Users besides those. */
  readonly own: readonly Users[];
}

/**
 * Who uses a key: the targets of its account with their platforms; and whomever it names, or whoever there is.
 *
 * @param wasThere whether a role was there before the change: what is new cannot tell what was lost
 */
export function usersOfKey(
  { before, after }: MatchedKey,
  ours: OurRoles,
  byAccount: ReadonlyMap<string, readonly Users[]>,
  wasThere: (arn: string) => boolean,
): KeyUsers {
  const account = accountOf((before ?? after)?.arn);
  const here = byAccount.get(account) ?? [];
  const old = here.filter(({ target }) => target === undefined || wasThere(target));
  const named = [
    ...new Set([...ours.namedBy(before), ...(before === undefined || ours.platforms.length === 0 ? ours.namedBy(after) : [])]),
  ];
  const isUser = (arn: string): boolean => old.some(({ platform, target }) => platform === arn || target === arn);
  const own = named
    .filter((arn) => !isUser(arn))
    .map((arn): Users =>
      accountOf(arn) === account && !ours.platforms.includes(arn)
        ? { platform: ours.platforms[0], target: arn }
        : { platform: arn, target: undefined },
    );
  if (here.length > 0) return { every: own.length === 0 ? here : [...here, ...own], account, own };
  if (own.length > 0) return { every: own, own };
  // Nothing tells whose key it is, but there are not many who may use it.
  const target = ours.targets.length === 1 ? ours.targets[0] : undefined;
  const anybody = (ours.platforms.length > 0 ? ours.platforms : [undefined])
    .map((platform): Users => ({ platform, target }))
    .filter((users) => users.platform !== undefined || users.target !== undefined);
  return { every: anybody, own: anybody };
}

/** Keys of both sides by ARN: one that is replaced is another one. */
export function matchedKeys(before: readonly EstateKey[], after: readonly EstateKey[]): readonly MatchedKey[] {
  const old = new Map(before.map((key) => [key.arn, key]));
  const now = new Map(after.map((key) => [key.arn, key]));
  return [...new Set([...old.keys(), ...now.keys()])].map((arn) => ({ before: old.get(arn), after: now.get(arn) }));
}
