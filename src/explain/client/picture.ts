import type { PageState } from '../page-data';
import { svgElement } from './element';
import type { View } from './view';
import { accountOf, shortName, STATES, worst } from './states';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly name: string;
}

const [WIDTH, HEIGHT] = [250, 62];

/** Accounts, roles and key of a subject, and who trusts whom. */
export function picture(view: View): SVGSVGElement {
  const { platform, target, key, instance } = view.subject;
  const isPlatformKey = key !== undefined && platform !== undefined && accountOf(key) === accountOf(platform);
  const boxes: Record<string, Box | undefined> = {
    instance: platform === undefined ? undefined : { x: 40, y: 64, title: "the platform's instance role", name: shortName(instance ?? '') },
    platform: platform === undefined ? undefined : { x: 40, y: 206, title: 'platform role', name: shortName(platform) },
    target: target === undefined ? undefined : { x: 560, y: 64, title: 'target role', name: shortName(target) },
    key:
      key === undefined ? undefined : { x: isPlatformKey ? 40 : 560, y: isPlatformKey ? 348 : 206, title: 'KMS key', name: shortName(key) },
  };
  const tall = isPlatformKey ? 450 : 310;
  const foreign = key !== undefined && target !== undefined && accountOf(key) !== accountOf(target) ? ` · key in ${accountOf(key)}` : '';
  const described = sentences(view);
  return svgElement(
    'svg',
    { viewBox: `0 0 850 ${tall}`, role: 'img', 'aria-labelledby': 'picture-title picture-text', class: 'picture' },
    svgElement('title', { id: 'picture-title' }, 'Accounts, roles and key'),
    svgElement('desc', { id: 'picture-text' }, described.join('. ')),
    svgElement('defs', {}, ...([0, 1, 2] as const).map((state) => tip(state))),
    ...(platform === undefined ? [] : account(20, tall, `platform account ${accountOf(platform)}`)),
    ...(target === undefined && (key === undefined || isPlatformKey)
      ? []
      : account(540, tall, `account of the evidence ${accountOf(target ?? key ?? '')}${foreign}`)),
    ...Object.values(boxes).flatMap((one) => (one === undefined ? [] : box(one))),
    ...arrows(view, boxes),
  );
}

const tip = (state: PageState): SVGMarkerElement =>
  svgElement(
    'marker',
    {
      id: `tip-${state}`,
      viewBox: '0 0 10 10',
      refX: '9',
      refY: '5',
      markerWidth: '7',
      markerHeight: '7',
      orient: 'auto-start-reverse',
      class: STATES[state].style,
    },
    svgElement('path', { d: 'M0 0L10 5L0 10z' }),
  );

const account = (x: number, tall: number, name: string): readonly SVGElement[] => [
  svgElement('rect', { x: String(x), y: '20', width: '290', height: String(tall - 30), rx: '8', class: 'account' }),
  svgElement('text', { x: String(x + 14), y: '46', class: 'quiet' }, name),
];

const box = ({ x, y, title, name }: Box): readonly SVGElement[] => [
  svgElement('rect', { x: String(x), y: String(y), width: String(WIDTH), height: String(HEIGHT), rx: '6', class: 'box' }),
  svgElement('text', { x: String(x + 12), y: String(y + 25), class: 'quiet' }, title),
  svgElement('text', { x: String(x + 12), y: String(y + 47) }, name.length > 27 ? `${name.slice(0, 25)}…` : name),
];

/** Arrows that calls decide: the state of the worst of them. */
function arrows({ result, text }: View, boxes: Readonly<Record<string, Box | undefined>>): readonly SVGElement[] {
  const state = (start: string): PageState | undefined => {
    const decisions = result.paths.flatMap((path) => path.decisions).filter(({ row }) => text(row).startsWith(start));
    return decisions.length === 0 ? undefined : worst(decisions.map((one) => one.state));
  };
  const wanted: readonly (readonly [from: string, to: string, label: string, state: PageState | undefined])[] = [
    ['instance', 'platform', 'assumes', state('instance role: sts:AssumeRole')],
    ['platform', 'target', 'assumes', state('platform role: sts:AssumeRole')],
    ['platform', 'key', 'uses', state('platform role: kms:')],
    ['target', 'key', 'uses', state('target role: kms:')],
  ];
  return wanted.flatMap(([from, to, label, decided]) => {
    const [start, end] = [boxes[from], boxes[to]];
    return start === undefined || end === undefined || decided === undefined
      ? []
      : arrow(start, end, `${label} ${STATES[decided].sign}`, decided);
  });
}

function arrow(from: Box, to: Box, label: string, state: PageState): readonly SVGElement[] {
  const isBelow = from.x === to.x;
  const [x1, y1] = isBelow ? [from.x + WIDTH / 2, from.y + HEIGHT] : [from.x + WIDTH, from.y + HEIGHT / 2];
  const [x2, y2] = isBelow ? [to.x + WIDTH / 2, to.y] : [to.x, to.y + HEIGHT / 2];
  return [
    svgElement('path', { d: `M${x1} ${y1}L${x2} ${y2}`, class: `arrow ${STATES[state].style}`, 'marker-end': `url(#tip-${state})` }),
    svgElement(
      'text',
      {
        x: String((x1 + x2) / 2 + (isBelow ? 10 : 0)),
        y: String((y1 + y2) / 2 - (isBelow ? -5 : 8)),
        class: isBelow ? 'label' : 'label middle',
      },
      label,
    ),
  ];
}

/** What the picture shows, for who does not see it. */
function sentences({ subject: { platform, target, key }, result, text }: View): readonly string[] {
  return [
    ...(platform === undefined ? [] : [`The platform role ${platform} lies in account ${accountOf(platform)}`]),
    ...(target === undefined ? [] : [`The target role ${target} lies in account ${accountOf(target)}`]),
    ...(key === undefined ? [] : [`The key is ${key}`]),
    ...result.paths.map(({ title, state }) => `${text(title)} ${STATES[state].path}`),
  ];
}
