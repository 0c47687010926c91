import { breakableName } from './breakable';
import { element } from './element';
import { asRisk, STATES, UNKNOWN } from './states';
import { attacksInWords, pathsInWords, worstPath } from '../page-verdicts';
import type { View } from './view';

/** What was decided upon, as pairs of a list. */
export function facts({ subject, scope, level, policies }: View): readonly HTMLElement[] {
  const { key, address, platform, target, instance } = subject;
  const pairs: readonly (readonly [name: string, value: string | undefined, isName?: boolean])[] = [
    [
      'Key',
      key === undefined
        ? undefined
        : [key, ...(address === undefined ? [] : [`(${address})`]), ...(NO_ID.test(key) ? [withoutId(policies)] : [])].join(' '),
      true,
    ],
    ['Platform role', platform, true],
    ['Target role', target, true],
    ['Instance role', instance, true],
    ['Regions', scope && `${scope.platformRegion} (platform), ${scope.evidenceRegions.join(', ')} (evidence)`],
    ['Methods', scope?.methods.join(', ')],
    ['Evidence', scope?.protects.map((one) => EVIDENCE[one] ?? one).join(', ')],
    ['Guessed', scope?.guessed],
    ['Assumed', scope?.assumed.join('; '), true],
    ['Level', level === undefined ? undefined : `what the modules make at ${level}`],
    ['Not given', scope?.notGiven.join(', ')],
  ];
  return pairs.flatMap(([name, value, isName]) =>
    value === undefined || value === ''
      ? []
      : [
          element(
            'div',
            {},
            element('dt', {}, name),
            element('dd', { class: isName === true ? 'name' : '' }, ...(isName === true ? breakableName(value) : [value])),
          ),
        ],
  );
}

/** What stands for the id of a key whose policy alone was given. */
const NO_ID = /\/KEY-ID(-\d+)?$/;

/** A key whose id nobody told is known by where its policy stands. */
function withoutId(policies: View['policies']): string {
  const policy = policies.find(({ of, kind }) => of === 'key' && kind === 'key policy');
  return `(its id was not given${policy === undefined ? '' : `; the key of the policy in ${policy.name}`})`;
}

const EVIDENCE: Readonly<Record<string, string>> = { ebs: 'volumes (ebs)', s3: 'objects (s3)' };

/** Verdicts in a line: paths, then attacks. */
export function verdictList({ verdicts }: View): readonly HTMLElement[] {
  const worst = worstPath(verdicts);
  const { attacks } = verdicts;
  const risk = asRisk(attacks[0] > 0 ? 0 : attacks[1] > 0 ? 1 : 2);
  const tried = attacks[0] + attacks[1] + attacks[2];
  return [
    verdict(worst === undefined ? UNKNOWN : STATES[worst], `Import paths: ${pathsInWords(verdicts)}`),
    verdict(
      tried === 0 ? UNKNOWN : STATES[risk],
      `Attacks: ${attacksInWords(verdicts)}${risk === 0 || tried === 0 ? '' : `, of ${tried} tried`}`,
    ),
  ];
}

const verdict = ({ sign, style }: { readonly sign: string; readonly style: string }, words: string): HTMLElement =>
  element('li', { class: style }, element('span', { class: 'sign' }, sign), ` ${words}`);
