import { parseDate } from '../../../src/proof/evaluator/date-time';

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date */
test.each([
  ['2030', Date.UTC(2030, 0, 1)],
  ['2030-02', Date.UTC(2030, 1, 1)],
  ['2030-02-03', Date.UTC(2030, 1, 3)],
  ['2030-02-03T04:05Z', Date.UTC(2030, 1, 3, 4, 5)],
  ['2030-02-03T04:05:06Z', Date.UTC(2030, 1, 3, 4, 5, 6)],
  ['2030-02-03T04:05:06.5Z', Date.UTC(2030, 1, 3, 4, 5, 6, 500)],
  ['2030-02-03T04:05:06', Date.UTC(2030, 1, 3, 4, 5, 6)],
  ['2030-02-03T04:05:06+01:30', Date.UTC(2030, 1, 3, 2, 35, 6)],
  ['2030-02-03T04:05:06-0130', Date.UTC(2030, 1, 3, 5, 35, 6)],
  ['2028-02-29', Date.UTC(2028, 1, 29)],
  ['0', 0],
  ['1896048000', 1_896_048_000_000],
  ['1896048000.5', 1_896_048_000_500],
  ['2030-02-29', undefined],
  ['2030-13', undefined],
  ['2030-00-01', undefined],
  ['2030-01-01T24:00Z', undefined],
  ['2030-01-01T00:60Z', undefined],
  ['01/01/2030', undefined],
  ['tomorrow', undefined],
  ['', undefined],
])('date %j', (text, expected) => {
  expect(parseDate(text)).toBe(expected);
});
