import type { CallDiagnosis } from '../../src/diagnose/diagnose-call';
import { isJsonObject, plainText, type Json, type JsonObject } from '../../src/policy/policy-json';
import { CUSTOMER_MRK, INSTANCE, KEY, P, PKEY, T, TEMP } from './cloudtrail';

const NAMES: readonly (readonly [string, string])[] = [
  [INSTANCE, 'INSTANCE'],
  [P, 'P'],
  [T, 'T'],
  [KEY, 'KEY'],
  [PKEY, 'PKEY'],
  [TEMP, 'TEMP'],
  [CUSTOMER_MRK, 'CUSTOMER_MRK'],
];

const named = (text: string): string => NAMES.reduce((shown, [arn, name]) => shown.replaceAll(arn, name), text);
const list = (value: Json | undefined): readonly string[] => [value ?? []].flat().map(String);

/** What every key statement and every grant asks for. */
const USUAL = /^(kms:Grant\w+|kms:CallerAccount|aws:PrincipalArn)$/;

function conditions(block: Json | undefined): readonly string[] {
  if (!isJsonObject(block)) return [];
  return Object.values(block)
    .filter(isJsonObject)
    .flatMap((keys) =>
      Object.entries(keys).flatMap(([key, values]) =>
        USUAL.test(key) ? [] : [`${key.replace('kms:EncryptionContext:', '')}=${list(values).join('|')}`],
      ),
    );
}

function statementInWords({ Sid, Effect, Principal, Action, Resource, Condition }: JsonObject): string {
  const parts = [
    `${plainText(Sid)}${Effect === 'Deny' ? ' DENIES' : ''} ${list(Action).join(' ')}`,
    ...(Principal !== undefined && isJsonObject(Principal) ? [`for ${list(Principal['AWS']).join(' ')}`] : []),
    ...(Resource === undefined || Principal !== undefined ? [] : [`on ${list(Resource).join(' ')}`]),
    ...(conditions(Condition).length === 0 ? [] : [`if ${conditions(Condition).join(' ')}`]),
  ];
  return named(parts.join(' '));
}

/** The changes of a diagnosis, a line for each statement. */
export const changesInWords = ({ changes }: CallDiagnosis): readonly string[] =>
  changes.flatMap(({ kind, owner, statements }) =>
    statements.map((statement) => `${kind} ${named(owner)}: ${isJsonObject(statement) ? statementInWords(statement) : ''}`),
  );

/** Letters of import paths, and names of capabilities, each once. */
export const pathsInWords = ({ paths }: CallDiagnosis): string =>
  [...new Set(paths.map((title) => title.slice(0, title.indexOf(':'))))].join(' ');
