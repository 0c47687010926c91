import { element, svgElement } from './element';
import type { Box, Route } from './picture-areas';
import { edgesOf, type Edge } from './picture-edges';
import { tallLayout, wideLayout, type AccountArea, type Layout } from './picture-layout';
import { nodesOf, type Columns } from './picture-nodes';
import { STATES } from './states';
import type { View } from './view';

/** A picture, and whether it is too broad to stand beside something. */
export interface Picture {
  readonly drawing: HTMLElement;
  readonly isBroad: boolean;
}

/** Accounts, roles and key of a subject, and who trusts whom. @param room width that there is, in pixels */
export function picture(view: View, room: number): Picture {
  const { columns, trustees } = nodesOf(view);
  const edges = edgesOf(view, trustees);
  const wide = wideLayout(columns, edges);
  const layout = wide.width * SMALLEST <= room ? wide : tallLayout(columns, edges);
  const svg = svgElement(
    'svg',
    {
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      width: String(layout.width),
      role: 'img',
      'aria-labelledby': 'picture-title',
      'aria-describedby': 'picture-text',
      class: 'picture',
    },
    svgElement('title', { id: 'picture-title' }, 'Accounts, roles and key'),
    svgElement('desc', { id: 'picture-text' }, sentences(columns, edges).join('. ')),
    svgElement('defs', {}, ...(['works', 'depends', 'blocked', 'trust', 'unknown'] as const).map(tip)),
    ...drawn(layout, view),
  );
  return { drawing: element('div', { class: 'drawing' }, svg, pictureKey(edges)), isBroad: columns.length > 2 };
}

/** Below it letters would be too small. */
const SMALLEST = 0.82;

const styleOf = (state: Edge['state']): string => (typeof state === 'number' ? STATES[state].style : state);

const drawn = ({ accounts, routes, boxes }: Layout, view: View): readonly SVGElement[] => [
  ...accounts.map((area) => account(area, view)),
  ...routes.map(({ path, edge }) =>
    svgElement('path', { d: path, class: `arrow ${styleOf(edge.state)}`, 'marker-start': `url(#tip-${styleOf(edge.state)})` }),
  ),
  ...boxes.map(box),
  ...routes.map(label),
];

const tip = (style: string): SVGMarkerElement =>
  svgElement(
    'marker',
    {
      id: `tip-${style}`,
      viewBox: '0 0 10 10',
      refX: '9',
      refY: '5',
      markerWidth: '7',
      markerHeight: '7',
      orient: 'auto-start-reverse',
      class: style,
    },
    svgElement('path', { d: 'M0 0L10 5L0 10z' }),
  );

function account({ x, y, width, height, account: number }: AccountArea, { subject: { platform, target, key } }: View): SVGElement {
  const of = (arn: string | undefined): boolean => arn?.split(':')[4] === number;
  const ours = [...(of(platform) ? ['platform'] : []), ...(of(target) ? ['target'] : [])];
  const whose = ours.length === 0 && of(key) ? ['key'] : ours;
  const name = `account ${number}`;
  const full = whose.length === 0 ? name : `${name} (${whose.join(' and ')})`;
  return svgElement(
    'g',
    {},
    svgElement('rect', { x: String(x), y: String(y), width: String(width), height: String(height), rx: '8', class: 'account' }),
    svgElement(
      'text',
      { x: String(x + 14), y: String(y + 19), class: 'quiet' },
      full.length * WIDTH_OF_CHARACTER < width - 24 ? full : name,
    ),
  );
}

/** Of the widest usual font, at the size of what is quiet. */
const WIDTH_OF_CHARACTER = 7.4;

function box({ x, y, width, height, node }: Box): SVGElement {
  const lines = [node.what, ...inLines(node.name, Math.floor((width - 24) / 9)), ...(node.note === undefined ? [] : [node.note])].slice(
    0,
    3,
  );
  const first = y + height / 2 - (lines.length - 1) * 9.5 + 5;
  return svgElement(
    'g',
    { class: node.isNamedAlone === true ? 'named' : '' },
    svgElement('title', {}, node.arn),
    svgElement('rect', { x: String(x), y: String(y), width: String(width), height: String(height), rx: '6', class: 'box' }),
    ...lines.map((line, index) =>
      svgElement(
        'text',
        { x: String(x + 12), y: String(first + index * 19), class: index === 0 || line === node.note ? 'quiet' : 'node' },
        line,
      ),
    ),
  );
}

/** A name in at most two lines of a width; what is longer is cut in the middle, where names of AWS say least. */
function inLines(name: string, width: number): readonly string[] {
  if (name.length <= width) return [name];
  const words = [...name.slice(0, width + 1).matchAll(/(?<=-)|(?<=[a-z])(?=[A-Z])/g)].map(({ index }) => index);
  const word = words.at(-1) ?? 0;
  const cut = word > width / 2 ? word : width;
  return [name.slice(0, cut), name.length <= cut + width ? name.slice(cut) : `…${name.slice(1 - width)}`];
}

/** A label on the ground of the page, so that no line runs through it. */
function label({ edge, label: { x, y, width, height } }: Route): SVGElement {
  const lines = [edge.label, ...(edge.detail === undefined ? [] : [edge.detail])];
  return svgElement(
    'g',
    { class: styleOf(edge.state) },
    svgElement('rect', { x: String(x), y: String(y), width: String(width), height: String(height), rx: '4', class: 'ground' }),
    ...lines.map((line, index) =>
      svgElement('text', { x: String(x + width / 2), y: String(y + 16 + index * 17), class: index === 0 ? 'label' : 'label quiet' }, line),
    ),
  );
}

/** What dashes mean, where there are any. */
function pictureKey(edges: readonly Edge[]): HTMLElement {
  const lines = [
    ...(edges.some(({ state }) => state === 'trust') ? ['Dashed: a policy names or trusts it; what it may do is not examined.'] : []),
    ...(edges.some(({ state }) => state === 'unknown') ? ['Dotted: nothing that was given tells.'] : []),
  ];
  return element('p', { class: 'quiet' }, lines.join(' '));
}

/** What the picture shows, for who does not see it. */
const sentences = (columns: Columns, edges: readonly Edge[]): readonly string[] => [
  ...columns
    .flat()
    .map(
      ({ what, arn, account: number, note }) =>
        `${what} ${arn}${number === '' ? '' : ` in account ${number}`}${note === undefined ? '' : `, ${note}`}`,
    ),
  ...edges.map(({ words }) => words),
];
