import { allowsAll, type AccessCheck, type AnyStatement } from '../../support/policy-evaluator';
import type { RequestContext } from '../../../src/proof/evaluator/access-request';

/** Where the platform keeps its key of its own. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** A Region that nothing was said about. */
  readonly elsewhere: string;
}

const ALIAS = 'alias/CadoResponse-KMS-Alias-1';
const arn = ({ partition, account, region }: Place, resource: string): string => `arn:${partition}:kms:${region}:${account}:${resource}`;

/** A call on a key that has these aliases; an alias as a resource brings none into the context. */
const onKey = (action: string, place: Place, id: string, aliases: readonly string[], context: RequestContext = {}): AccessCheck => ({
  action: `kms:${action}`,
  resource: arn(place, `key/${id}`),
  context: { 'kms:ResourceAliases': aliases, ...context },
});
const onAlias = (action: string, place: Place): AccessCheck => ({ action: `kms:${action}`, resource: arn(place, ALIAS) });

/** The calls by which an alias leaves a key. */
export const aliasDeletion = (place: Place): readonly AccessCheck[] => [
  onKey('DeleteAlias', place, 'mrk-1', [ALIAS]),
  onAlias('DeleteAlias', place),
];

/** D1: an alias may be taken from its key, but may itself not be deleted; both are asked, so the grant is dead. */
export function showsDeadDeleteAlias(statements: readonly AnyStatement[], place: Place): readonly string[] {
  const [key, alias] = aliasDeletion(place).map((check) => allowsAll(statements, [check]));
  return key === true && alias !== true ? ['DeleteAlias is allowed on the key and refused on the alias'] : [];
}

/** The calls by which a fresh key is named, replicated and deleted. */
export const ownKeyLife = (place: Place, replicas: readonly string[]): readonly AccessCheck[] => [
  { action: 'kms:CreateKey', resource: '*', context: wantedKey(place.region) },
  onAlias('CreateAlias', place),
  onKey('CreateAlias', place, 'mrk-1', []),
  ...replicas.map((region) => onKey('ReplicateKey', place, 'mrk-1', [ALIAS], { 'kms:ReplicaRegion': region })),
  onKey('ScheduleKeyDeletion', place, 'mrk-1', [ALIAS]),
];

/** Keys that are not the platform's, with what their owners call them. */
const VICTIMS = {
  'a key without an alias': ['1234abcd-12ab-34cd-56ef-1234567890ab', []],
  'a key with an alias': ['1234abcd-12ab-34cd-56ef-1234567890ab', ['alias/payroll']],
  'a multi-Region key with an alias': ['mrk-2', ['alias/payroll']],
} as const;

const takeOver = (place: Place, id: string, aliases: readonly string[]): readonly AccessCheck[] => [
  onAlias('CreateAlias', place),
  onKey('CreateAlias', place, id, aliases),
  onKey('ScheduleKeyDeletion', place, id, [...aliases, ALIAS]),
];

/** D2: a customer's key may be named as the platform's own and is then deleted. */
export function showsKeyTakeover(statements: readonly AnyStatement[], place: Place): readonly string[] {
  return Object.entries(VICTIMS).flatMap(([victim, [id, aliases]]) =>
    allowsAll(statements, takeOver(place, id, aliases)) ? [`${victim} can be named and deleted`] : [],
  );
}

/** What the narrowing by `key/mrk-*` leaves of D2: a multi-Region key of a customer to which nobody gave an alias. */
export const takesOverNamelessMultiRegionKey = (statements: readonly AnyStatement[], place: Place): boolean =>
  allowsAll(statements, takeOver(place, 'mrk-2', []));

const wantedKey = (region: string): RequestContext => ({
  'aws:RequestedRegion': region,
  'kms:MultiRegion': 'true',
  'kms:KeySpec': 'SYMMETRIC_DEFAULT',
  'kms:KeyUsage': 'ENCRYPT_DECRYPT',
  'kms:KeyOrigin': 'AWS_KMS',
});

/** D5: keys of a kind, or in a Region, that no import needs. */
export function showsAnyKeyCreated(statements: readonly AnyStatement[], place: Place): readonly string[] {
  const unwanted: Readonly<Record<string, RequestContext>> = {
    'asymmetric keys': { 'kms:KeySpec': 'RSA_2048' },
    'signing keys': { 'kms:KeyUsage': 'SIGN_VERIFY' },
    'keys of imported material': { 'kms:KeyOrigin': 'EXTERNAL' },
    'single-Region keys': { 'kms:MultiRegion': 'false' },
    'keys in any Region': { 'aws:RequestedRegion': place.elsewhere },
  };
  return Object.entries(unwanted).flatMap(([kind, context]) =>
    allowsAll(statements, [{ action: 'kms:CreateKey', resource: '*', context: { ...wantedKey(place.region), ...context } }]) ? [kind] : [],
  );
}

/** D6: a key may lose the alias without which it can no longer be deleted. */
export function showsOrphanedKey(statements: readonly AnyStatement[], place: Place): readonly string[] {
  const may = (action: string, aliases: readonly string[]): boolean => allowsAll(statements, [onKey(action, place, 'mrk-1', aliases)]);
  return may('DeleteAlias', [ALIAS]) && may('ScheduleKeyDeletion', [ALIAS]) && !may('ScheduleKeyDeletion', [])
    ? ['a key that lost its alias stays for ever']
    : [];
}
