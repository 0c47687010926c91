import { BOX, labelArea, labelHeight, PAD, PITCH, type Joined, type Route } from './picture-areas';
import type { Edge } from './picture-edges';

/** Arrows that go down or up beside the boxes on one line: one alone, or all by which a role or the key trusts somebody. */
interface Lane {
  readonly arrows: readonly Joined[];
  readonly top: number;
  readonly bottom: number;
}

const WIDTH = 22;
/** From a line to the label at its right. */
const BESIDE = 6;

/** Ways of arrows that pass other boxes, at their right. Labels stand where no line is; where there is no such place, the next lines keep off. */
export function laneRoutes(arrows: readonly Joined[]): readonly Route[] {
  const lanes = lanesOf(arrows);
  let far = WIDTH;
  return lanes.flatMap((lane, index) => {
    const outer = lanes.slice(index + 1);
    const placed = lane.arrows.map((arrow) => {
      const places = labelPlaces(arrow, lane);
      const free = places.find((y) => outer.every((other) => !isBeside(other, y, arrow.edge)));
      const made = route(arrow, far, free ?? places[0] ?? 0);
      return { made, room: free === undefined ? made.label.width + BESIDE : 0 };
    });
    far += WIDTH + Math.max(...placed.map(({ room }) => room));
    return placed.map(({ made }) => made);
  });
}

/** The longest first, so that others begin or end where its label has room. */
function lanesOf(arrows: readonly Joined[]): readonly Lane[] {
  const groups = new Map<string, Joined[]>();
  for (const arrow of arrows) {
    const { edge, to } = arrow;
    const name = edge.state === 'trust' ? to.node.id : `${edge.from} to ${edge.to}`;
    groups.set(name, [...(groups.get(name) ?? []), arrow]);
  }
  return [...groups.values()]
    .map((group): Lane => {
      const ends = group.flatMap((arrow) => endsOf(arrow));
      return { arrows: group, top: Math.min(...ends), bottom: Math.max(...ends) };
    })
    .toSorted((one, other) => other.bottom - other.top - (one.bottom - one.top));
}

/** Heights at which an arrow leaves its box and comes to the other one. */
const endsOf = ({ from, to }: Joined): readonly [start: number, end: number] => [from.y + BOX.height / 2 + 12, to.y + BOX.height / 2 - 12];

/** Heights at which a label may stand: in the middle of an arrow that is alone, or in a gap between boxes. */
function labelPlaces(arrow: Joined, { arrows }: Lane): readonly number[] {
  const { from, to } = arrow;
  const [start, end] = endsOf(arrow);
  const step = from.y < to.y ? PITCH : -PITCH;
  const gaps = Array.from({ length: Math.abs(to.y - from.y) / PITCH }, (_, row) => from.y + BOX.height / 2 + (row + 0.5) * step);
  // Those that share a line have their labels each where it begins.
  return arrows.length > 1 ? gaps.slice(0, 1) : [(start + end) / 2, ...gaps];
}

/** Whether a line passes beside a label at some height. */
function isBeside({ top, bottom }: Lane, y: number, edge: Edge): boolean {
  const half = labelHeight(edge) / 2 + 2;
  return y + half >= top && y - half <= bottom;
}

function route(arrow: Joined, far: number, labelAt: number): Route {
  const { edge, from } = arrow;
  const x = from.x + from.width;
  const [start, end] = endsOf(arrow);
  const [turn, flag] = end < start ? [8, 1] : [-8, 0];
  const side = far + PAD - 8;
  const path = `M${x} ${end}h${side}a8 8 0 0 ${flag} 8 ${turn}V${start - turn}a8 8 0 0 ${flag} -8 ${turn}h${-side}`;
  return { edge, path, label: labelArea(edge, [x + side + 8 + BESIDE, labelAt], 'right') };
}
