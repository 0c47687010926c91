import { accountOf } from '../../doctor/scene';
import type { Subject } from '../../doctor/subject/subject';
import type { EstateKey, EstateRole } from '../../estate/estate';
import type { BareRoles } from '../bare-roles';
import { fingerprintOfRole } from '../findings/fingerprints';
import { statementsIn } from '../held-statements';
import type { OurRoles } from './our-roles';
import type { Pair } from './pairs';
import { visibleText } from './visible-statements';

/** Pairs that are decided alike: they differ in the names of accounts, roles and keys alone. */
export interface PairClass {
  readonly representative: Pair;
  /** One pair for each set of roles and keys that change, the representative among them. */
  readonly members: readonly Pair[];
}

/**
 * Sorts pairs by how they are decided. What changes nothing for paths and attacks is left out.
 *
 * @param bare roles whose policies go for a reason of its own
 */
export function classesOf(pairs: Iterable<Pair>, ours: OurRoles, bare: BareRoles): readonly PairClass[] {
  const signs = signsOf(ours, bare);
  const classes = new Map<string, Map<string, Pair>>();
  for (const pair of pairs) {
    const sides = [signs(pair.before), signs(pair.after)];
    if (sides[0] === sides[1] && pair.before !== undefined) continue;
    const key = sides.join('\n');
    const members = classes.get(key) ?? new Map<string, Pair>();
    const changed = pair.changed.join(' ');
    if (!members.has(changed)) members.set(changed, pair);
    classes.set(key, members);
  }
  return [...classes.values()].flatMap((members) => {
    const all = [...members.values()];
    const [representative] = all;
    return representative === undefined ? [] : [{ representative, members: all }];
  });
}

/** One pair of all that are decided alike, also where nothing changes. @param besides what else tells them apart */
export function unlikePairs(pairs: Iterable<Pair>, ours: OurRoles, besides: (pair: Pair) => string): readonly Pair[] {
  const signs = signsOf(ours, new Map());
  const found = new Map<string, Pair>();
  for (const pair of pairs) {
    const sign = [signs(pair.before), signs(pair.after), besides(pair)].join('\n');
    if (!found.has(sign)) found.set(sign, pair);
  }
  return [...found.values()];
}

/** Texts are long and many, numbers are not. */
function numbered(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
}

/** What is made of one object, made once. */
function memo<T extends object, U>(make: (one: T) => U): (one: T) => U {
  const known = new WeakMap<T, { readonly value: U }>();
  return (one) => {
    const found = known.get(one) ?? { value: make(one) };
    known.set(one, found);
    return found.value;
  };
}

function signsOf(ours: OurRoles, bare: BareRoles): (subject: Subject | undefined) => string {
  const number = numbered();
  const platformSign = memo((role: EstateRole) => number(fingerprintOfRole(role)));
  const targetSign = memo((role: EstateRole) =>
    number(fingerprintOfRole(role).replaceAll(role.arn, 'SELF').replaceAll(accountOf(role.arn), 'ACCOUNT')),
  );
  const keySign = memo((key: EstateKey) => number(visibleText(key, ours)));
  const nothing = { serviceControl: [], evidenceRegions: [], methods: [], protects: [] };
  const texts = memo((role: EstateRole) => {
    const statements = statementsIn({ ...nothing, platform: role });
    return [...statements.of('platform identity'), ...statements.of('platform trust'), ...statements.of('platform boundary')];
  });
  const keyTexts = memo((key: EstateKey) => {
    const statements = statementsIn({ ...nothing, key });
    return [...statements.of('key policy'), ...statements.of('grants')];
  });
  const keysIn = memo((role: EstateRole) => mentionedKeys(texts(role)));
  const targetIn = memo((role: EstateRole) => mentions(texts(role)));
  const targetInKey = memo((key: EstateKey) => mentions(keyTexts(key)));
  return (subject) => {
    if (subject === undefined) return '';
    const { platform, target, key } = subject;
    const id = key?.arn.slice(key.arn.indexOf('/') + 1) ?? '';
    const [, partition, , region, account] = (key?.arn ?? '').split(':');
    return [
      platform && platformSign(platform),
      target && targetSign(target),
      key && keySign(key),
      platform && bare.has(platform.arn),
      target && bare.has(target.arn),
      partition,
      region,
      account === accountOf(platform?.arn),
      account === accountOf(target?.arn),
      accountOf(platform?.arn) === accountOf(target?.arn),
      platform && target && targetIn(platform)(target.arn),
      key && target && targetInKey(key)(target.arn),
      platform && keysIn(platform).get(id),
      target && keysIn(target).get(id),
    ].join(' ');
  };
}

/** Statements that speak of a role, or of its account alone. */
function mentions(texts: readonly string[]): (role: string) => string {
  const known = new Map<string, string>();
  return (role) => {
    const account = accountOf(role);
    const found =
      known.get(role) ?? texts.flatMap((text, at) => (text.includes(role) ? `${at}!` : text.includes(account) ? `${at}` : [])).join();
    known.set(role, found);
    return found;
  };
}

/** Statements that speak of a key, by its id. */
function mentionedKeys(texts: readonly string[]): ReadonlyMap<string, string> {
  const mentioned = new Map<string, string>();
  texts.forEach((text, at) => {
    for (const [, id = ''] of text.matchAll(/:key\/([\w-]+)/g)) mentioned.set(id, `${mentioned.get(id) ?? ''},${at}`);
  });
  return mentioned;
}
