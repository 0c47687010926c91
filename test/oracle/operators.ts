import {
  address,
  arn,
  bytes,
  caselessText,
  date,
  exactText,
  number,
  pattern,
  truth,
  type ValueKind,
  type WantedValue,
} from './condition-values';
import type { Random } from './random';

/** An operator of conditions, and how to make values for it. */
export interface OracleOperator {
  readonly name: string;
  readonly kind: ValueKind;
  readonly negated: boolean;
  readonly value: (random: Random) => WantedValue;
}

const ORDERS = {
  Equals: (actual: number, wanted: number) => actual === wanted,
  LessThan: (actual: number, wanted: number) => actual < wanted,
  LessThanEquals: (actual: number, wanted: number) => actual <= wanted,
  GreaterThan: (actual: number, wanted: number) => actual > wanted,
  GreaterThanEquals: (actual: number, wanted: number) => actual >= wanted,
} as const;

const both = (kind: ValueKind, name: string, not: string, value: OracleOperator['value']): readonly OracleOperator[] => [
  { name, kind, negated: false, value },
  { name: not, kind, negated: true, value },
];

const orders = (
  kind: 'number' | 'date',
  prefix: string,
  make: (random: Random, order: (typeof ORDERS)['Equals']) => WantedValue,
): readonly OracleOperator[] =>
  Object.entries(ORDERS).flatMap(([name, order]) => {
    const value = (random: Random): WantedValue => make(random, order);
    const operator = { name: `${prefix}${name}`, kind, negated: false, value };
    return name === 'Equals' ? [operator, { ...operator, name: `${prefix}NotEquals`, negated: true }] : [operator];
  });

/** Every operator but `Null`. */
export const OPERATORS: readonly OracleOperator[] = [
  ...both('text', 'StringEquals', 'StringNotEquals', exactText),
  ...both('text', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', caselessText),
  ...both('text', 'StringLike', 'StringNotLike', pattern),
  ...orders('number', 'Numeric', number),
  ...orders('date', 'Date', (random, order) => date(random, order, random.chance(0.1))),
  { name: 'Bool', kind: 'truth', negated: false, value: truth },
  { name: 'BinaryEquals', kind: 'bytes', negated: false, value: bytes },
  ...both('address', 'IpAddress', 'NotIpAddress', address),
  ...both('arn', 'ArnEquals', 'ArnNotEquals', arn),
  ...both('arn', 'ArnLike', 'ArnNotLike', arn),
];

/** The operator that asks for the opposite; undefined where there is none. */
export function opposite(name: string): string | undefined {
  const at = OPERATORS.findIndex((operator) => operator.name === name);
  const [own, other] = [OPERATORS[at], OPERATORS[at % 2 === 0 ? at + 1 : at - 1]];
  const isPair = own !== undefined && other !== undefined && own.kind === other.kind && own.negated !== other.negated;
  return isPair
    ? [other.name].find(
        (found) => found.replace('Not', '') === name.replace('Not', '') || found === 'NotIpAddress' || name === 'NotIpAddress',
      )
    : undefined;
}

/** Keys of one value that every action knows. */
export const KEYS: Readonly<Record<ValueKind, readonly string[]>> = {
  text: [
    'aws:referer',
    'aws:UserAgent',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:SourceIdentity',
    'aws:PrincipalOrgID',
    'aws:ResourceOrgID',
    'aws:RequestedRegion',
    'aws:SourceOrgID',
    'aws:RequestTag/Case',
    'aws:PrincipalTag/Stage',
  ],
  number: ['aws:MultiFactorAuthAge', 'aws:PrincipalTag/Level', 'aws:RequestTag/Size'],
  date: ['aws:CurrentTime', 'aws:TokenIssueTime', 'aws:EpochTime'],
  truth: ['aws:SecureTransport', 'aws:MultiFactorAuthPresent', 'aws:ViaAWSService'],
  bytes: ['aws:PrincipalTag/Digest', 'aws:RequestTag/Digest'],
  address: ['aws:SourceIp', 'aws:VpcSourceIp', 'aws:Ec2InstanceSourcePrivateIPv4'],
  arn: ['aws:SourceArn', 'aws:SourceVpcArn', 'ec2:SourceInstanceArn', 'lambda:SourceFunctionArn'],
};

/** Keys of several texts that every action knows. */
export const LIST_KEYS: readonly string[] = ['aws:TagKeys', 'aws:CalledVia', 'aws:PrincipalOrgPaths', 'aws:PrincipalServiceNamesList'];

/** Whose value variables have. */
export const VARIABLE_KEYS: readonly string[] = ['aws:PrincipalTag/Team', 'aws:PrincipalTag/Project'];
