import { parseIpRange } from '../../../src/proof/evaluator/ip-range';

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress */
test.each([
  ['10.0.0.1', { version: 4, address: 0x0a000001n, prefix: 32 }],
  ['10.0.0.1/8', { version: 4, address: 0x0a000001n, prefix: 8 }],
  ['0.0.0.0/0', { version: 4, address: 0n, prefix: 0 }],
  ['::', { version: 6, address: 0n, prefix: 128 }],
  ['::1/0', { version: 6, address: 1n, prefix: 0 }],
  ['1::', { version: 6, address: 1n << 112n, prefix: 128 }],
  ['1:2:3:4:5:6:7:8', { version: 6, address: 0x00010002000300040005000600070008n, prefix: 128 }],
  ['::ffff:10.0.0.1/96', { version: 6, address: 0xffff0a000001n, prefix: 96 }],
  ['10.0.0', undefined],
  ['10.0.0.256', undefined],
  ['10.0.0.1/33', undefined],
  ['10.0.0.1/', undefined],
  ['10.0.0.1/8/8', undefined],
  ['::1/129', undefined],
  ['1::2::3', undefined],
  ['1:2:3', undefined],
  ['1:2:3:4:5:6:7::8', undefined],
  ['12345::', undefined],
  ['g::', undefined],
  ['', undefined],
])('address %j', (text, expected) => {
  expect(parseIpRange(text)).toEqual(expected);
});
