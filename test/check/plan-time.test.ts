import type { JsonObject } from '../../src/policy/policy-json';
import { decidingTime } from '../../src/check/plan-time';
import { checked, edited, found, GRANT, key, KEY_ARN, ROOT, USE } from './base-plan';
import { change, policy } from './plan-json';

const TIME = '2026-06-01T12:00:00Z';
const [PAST, AHEAD] = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'];
const PLACE = 'aws_kms_key.volumes.policy';

describe('a date in a policy', () => {
  const until = (operator: string, name: string, date: string | number): JsonObject => ({ Condition: { [operator]: { [name]: date } } });
  const rules = (condition: JsonObject, more: JsonObject = { timestamp: TIME }): readonly string[] =>
    found(
      checked(
        edited(
          change(
            'aws_kms_key.volumes',
            key(KEY_ARN, policy(ROOT, USE, GRANT)),
            key(KEY_ARN, policy(ROOT, { ...USE, ...condition }, GRANT)),
          ),
        ),
        {},
        more,
      ),
    );

  test.each<[what: string, condition: JsonObject, expected: readonly string[]]>([
    ['until which an Allow held', until('DateLessThan', 'aws:CurrentTime', PAST), [`lost-path ${PLACE}`]],
    ['until which it held, in seconds', until('NumericLessThan', 'aws:EpochTime', Date.parse(PAST) / 1000), [`lost-path ${PLACE}`]],
    ['from which it holds', until('DateGreaterThan', 'aws:CurrentTime', PAST), []],
    ['until which it will hold', until('DateLessThan', 'aws:CurrentTime', AHEAD), [`possible-loss ${PLACE}`]],
    ['from which it will hold', until('DateGreaterThan', 'aws:CurrentTime', AHEAD), [`possible-loss ${PLACE}`]],
    ['that is none', until('DateLessThan', 'aws:CurrentTime', 'soon'), [`not-a-policy ${PLACE}`]],
  ])('%s', (_what, condition, expected) => {
    expect(rules(condition)).toEqual(expected);
  });

  test('from which a Deny takes the policy from everybody', () => {
    const since = (date: string, more?: JsonObject): readonly string[] => {
      const denied: JsonObject = { Sid: 'D', Effect: 'Deny', Principal: '*', Action: 'kms:PutKeyPolicy', Resource: '*' };
      const deny = { ...denied, ...until('DateGreaterThan', 'aws:CurrentTime', date) };
      const [before, after] = [policy(ROOT, USE, GRANT), policy(ROOT, USE, GRANT, deny)];
      return found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, before), key(KEY_ARN, after))), {}, more));
    };
    expect(since(PAST, { timestamp: TIME })).toEqual([`lockout ${PLACE}`]);
    expect([since(AHEAD, { timestamp: TIME }), since(PAST)]).toEqual([[], []]);
  });

  test('decides nothing in a plan without a time', () => {
    expect(rules(until('DateLessThan', 'aws:CurrentTime', PAST), {})).toEqual([`possible-loss ${PLACE}`]);
  });
});

test('one date ahead leaves all dates open', () => {
  const dated = (...dates: readonly string[]): JsonObject => ({ Condition: { DateLessThan: { 'AWS:currenttime': dates } } });
  expect(decidingTime(TIME, [])).toBe(TIME);
  expect(decidingTime(TIME, [dated(PAST)])).toBe(TIME);
  expect(decidingTime(TIME, [dated(PAST), dated(PAST, AHEAD)])).toBeUndefined();
  expect(decidingTime(TIME, [dated(PAST, '"]}', '\\\\')])).toBeUndefined();
  expect(decidingTime(undefined, [dated(PAST)])).toBeUndefined();
});
