import type { PolicyStatement } from '../../src/policy/policy-json';
import { KEY_POLICY_MAX_BYTES, minifiedStatements, policyBytes } from '../../src/policy/policy-size';

const statement: PolicyStatement = {
  Sid: 'CadoResponseDescribeKey',
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::111122223333:root'] },
  Action: ['kms:DescribeKey'],
  Resource: ['*'],
  Condition: { ArnEquals: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/One', 'arn:aws:iam::111122223333:role/Two'] } },
};

describe('The size of a policy as KMS counts it', () => {
  it.each([
    ['nothing', '', 0],
    ['a letter', 'a', 1],
    ['a control character', '\n', 1],
    ['an accent', 'é', 2],
    ['a Japanese character', '鍵', 3],
    ['an emoji, which is two UTF-16 units', '🔑', 4],
    ['characters of every width', 'aé鍵🔑', 1 + 2 + 3 + 4],
  ])('counts bytes of UTF-8: %s', (_what, text, bytes) => {
    expect(policyBytes(text)).toBe(bytes);
  });

  it('counts the text as sent, whitespace included', () => {
    const sent = JSON.stringify({ Statement: [statement] });
    const indented = JSON.stringify({ Statement: [statement] }, null, 2);
    expect(policyBytes(indented)).toBe(policyBytes(sent) + indented.length - sent.length);
  });

  it('has the limit of 32 KiB that AWS documents', () => {
    expect(KEY_POLICY_MAX_BYTES).toBe(32 * 1024);
  });
});

describe('Statements as the provider sends them', () => {
  it('spell a list of one as a string, and keep longer and empty lists', () => {
    const [sent] = JSON.parse(minifiedStatements([{ ...statement, Resource: [] }])) as readonly unknown[];
    expect(sent).toEqual({
      ...statement,
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:DescribeKey',
      Resource: [],
    });
  });

  it('are a list, also when there is only one or none', () => {
    expect(JSON.parse(minifiedStatements([statement]))).toHaveLength(1);
    expect(minifiedStatements([])).toBe('[]');
  });

  it('hold no whitespace between elements', () => {
    const text = minifiedStatements([statement, statement]);
    expect(text).toBe(JSON.stringify(JSON.parse(text)));
  });
});
