import type { Random } from './random';

/** A value of a condition, with values of a request that are and are not what an operator without "Not" asks for. */
export interface WantedValue {
  readonly wanted: string;
  readonly fitting: string;
  readonly failing: string;
}

/** What the values of an operator are. */
export type ValueKind = 'text' | 'number' | 'date' | 'truth' | 'bytes' | 'address' | 'arn';

const WORDS = ['alpha', 'Beta', 'gamma-3', 'vpc-0a1b', 'o-abc.def', 'x*y', 'why?', 'a+b(c)', 'case/7'];

const swapCase = (text: string): string =>
  Array.from(text, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('');

/** A text that is compared to the letter. */
export function exactText(random: Random): WantedValue {
  const wanted = random.pick(WORDS);
  return { wanted, fitting: wanted, failing: random.chance(0.3) ? swapCase(wanted) : `${wanted}x` };
}

/** A text whose case does not count. */
export function caselessText(random: Random): WantedValue {
  const wanted = random.pick(WORDS);
  return { wanted, fitting: random.chance(0.7) ? swapCase(wanted) : wanted, failing: `${wanted}x` };
}

/** A pattern. */
export function pattern(random: Random): WantedValue {
  const [head, tail] = [random.pick(['case-', 'vol-', 'a.b', 'ec2.']), random.pick(['', '.amazonaws.com', '-end'])];
  const middle = random.pick(['', 'x', 'eu-west-1', '12']);
  const [wanted, fitting] = random.chance(0.3) ? [`${head}??${tail}`, `${head}Z9${tail}`] : [`${head}*${tail}`, `${head}${middle}${tail}`];
  return { wanted, fitting, failing: random.chance(0.5) ? `x${fitting}` : fitting.replace('-', '_').replace('.', '!') };
}

type Order = (actual: number, wanted: number) => boolean;

function ordered(random: Random, order: Order, size: number, write: (number: number) => string): WantedValue {
  const wanted = random.below(1000) * size;
  const steps = [-size, 0, size].map((step) => wanted + step);
  return {
    wanted: write(wanted),
    fitting: write(random.pick(steps.filter((actual) => order(actual, wanted)))),
    failing: write(random.pick(steps.filter((actual) => !order(actual, wanted)))),
  };
}

/** A number, whole or not. */
export function number(random: Random, order: Order): WantedValue {
  const write = random.chance(0.2) ? (value: number) => value.toFixed(2) : String;
  return ordered(random, order, random.pick([1, 0.5, 10]), write);
}

const NEW_YEAR = Date.UTC(2030, 0, 1);

/** A date with its zone, or seconds since 1970 where these are wanted. */
export function date(random: Random, order: Order, inSeconds: boolean): WantedValue {
  if (inSeconds) return ordered(random, order, 60, (seconds) => String(NEW_YEAR / 1000 + seconds));
  return ordered(random, order, 60_000, (time) => writeDate(random, NEW_YEAR + time));
}

/** The same moment in one of the forms that ISO 8601 has for it. */
function writeDate(random: Random, time: number): string {
  const iso = new Date(time).toISOString();
  if (random.chance(0.4)) return iso.replace('.000', '');
  if (random.chance(0.3)) return new Date(time + 5_400_000).toISOString().replace('.000Z', '+01:30');
  return iso;
}

/** `true` or `false`, in any case. */
export function truth(random: Random): WantedValue {
  const [wanted, failing] = random.pick([
    ['true', 'false'],
    ['false', 'true'],
  ] as const);
  return { wanted, fitting: random.chance(0.3) ? wanted.toUpperCase() : wanted, failing };
}

/** Bytes in base64. */
export function bytes(random: Random): WantedValue {
  const encode = (text: string): string => Buffer.from(text).toString('base64');
  const text = random.pick(WORDS);
  return { wanted: encode(text), fitting: encode(text), failing: encode(`${text}!`) };
}

/** A range of addresses. */
export function address(random: Random): WantedValue {
  if (random.chance(0.25)) {
    const prefix = random.pick(['2001:db8:1', '2001:db8:ff00']);
    return { wanted: `${prefix}::/48`, fitting: `${prefix}::${random.below(9) + 1}`, failing: `2001:dba:1::${random.below(9) + 1}` };
  }
  const [first, second, third] = [10 + random.below(90), random.below(250), random.below(250)];
  const host = random.below(250);
  const [wanted, failing] = random.pick([
    [`${first}.0.0.0/8`, `${first + 1}.${second}.${third}.${host}`],
    [`${first}.${second}.0.0/16`, `${first}.${second + 1}.${third}.${host}`],
    [`${first}.${second}.${third}.0/24`, `${first}.${second}.${third + 1}.${host}`],
    [`${first}.${second}.${third}.${host}/32`, `${first}.${second}.${third}.${host + 1}`],
    [`${first}.${second}.${third}.${host - (host % 4)}/30`, `${first}.${second}.${third}.${host - (host % 4) + 4}`],
  ] as const);
  return { wanted, fitting: `${first}.${second}.${third}.${host}`, failing };
}

/** An ARN, maybe with wildcards. */
export function arn(random: Random): WantedValue {
  const [account, name] = [random.pick(['111111111111', '222222222222']), random.pick(['trail/main', 'rule/nightly', 'a:b/c'])];
  const fitting = `arn:aws:events:eu-west-1:${account}:${name}`;
  const wanted = random.pick([
    fitting,
    `arn:aws:events:*:${account}:${name}`,
    `arn:aws:events:eu-west-?:${account}:*`,
    `arn:*:events:*:${account}:${name.slice(0, 1)}*`,
  ]);
  return { wanted, fitting, failing: fitting.replace(account, '999999999999') };
}
