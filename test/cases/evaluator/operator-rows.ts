/** An operator, what it asks for, and values that are what it asks for, or not. */
export interface OperatorRow {
  readonly operator: string;
  readonly wanted: readonly [unknown, ...unknown[]];
  /** Values that are among those wanted; an operator that asks for the opposite refuses them. */
  readonly fits: readonly [string, string];
  readonly fitsNot: readonly [string, string];
}

const rows = (
  operators: readonly string[],
  wanted: OperatorRow['wanted'],
  fits: OperatorRow['fits'],
  fitsNot: OperatorRow['fitsNot'],
): readonly OperatorRow[] => operators.map((operator) => ({ operator, wanted, fits, fitsNot }));

/** Every operator of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html but `Null`. */
export const OPERATOR_ROWS: readonly OperatorRow[] = [
  ...rows(['StringEquals', 'StringNotEquals'], ['red', 'blue', 'a*'], ['red', 'a*'], ['Red', 'ab']),
  ...rows(['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'], ['Red', 'BLUE'], ['rED', 'red'], ['r', 'green']),
  ...rows(['StringLike', 'StringNotLike'], ['vol-*', 'i-?'], ['vol-', 'vol-1'], ['i-12', 'VOL-1']),
  ...rows(['NumericEquals', 'NumericNotEquals'], [10, '2.5'], ['10.0', '1e1'], ['11', 'ten']),
  ...rows(['NumericLessThan'], ['10'], ['9.99', '-1'], ['10', 'ten']),
  ...rows(['NumericLessThanEquals'], [10], ['10', '.5'], ['10.01', '']),
  ...rows(['NumericGreaterThan'], ['10'], ['10.01', '1e3'], ['10', '0x20']),
  ...rows(['NumericGreaterThanEquals'], ['10'], ['10', '+11'], ['9', 'Infinity']),
  ...rows(
    ['DateEquals', 'DateNotEquals'],
    ['2030-01-31T00:00:00Z', '2000'],
    ['2030-01-31T01:00:00+01:00', '1896048000'],
    ['2030-01-31T00:00:01Z', 'soon'],
  ),
  ...rows(['DateLessThan'], ['2030-01-31T00:00:00Z'], ['2030-01-30', '0'], ['2030-01-31', '2030-02-30']),
  ...rows(['DateLessThanEquals'], ['2030-01-31'], ['2030-01-31', '2030-01'], ['2031', '2030-01-31T00:00:00.001Z']),
  ...rows(['DateGreaterThan'], ['1896048000'], ['1896048001', '2031'], ['2030-01-31', 'x']),
  ...rows(['DateGreaterThanEquals'], [1896048000], ['2030-01-31T00:00:00.000Z', '2030-01-31T00:00:01.5Z'], ['2030-01-30T23:59:59Z', '1']),
  ...rows(['Bool'], ['true'], ['true', 'TRUE'], ['false', 'yes']),
  ...rows(['BinaryEquals'], ['QmluYXJ5', 'YQ=='], ['QmluYXJ5', 'YQ'], ['qmluYXJ5', '*']),
  ...rows(
    ['IpAddress', 'NotIpAddress'],
    ['203.0.113.0/24', '2001:db8::/32', '198.51.100.7'],
    ['203.0.113.255', '2001:DB8:1::1'],
    ['203.0.114.0', '::ffff:203.0.113.1'],
  ),
  ...rows(
    ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
    ['arn:aws:iam::*:role/a*', 'arn:aws:sns:eu-west-?:111122223333:topic'],
    ['arn:aws:iam::111122223333:role/a:b/c', 'arn:aws:iam:::role/a'],
    ['arn:aws:iam::1:2:role/a', 'role/a'],
  ),
];
