import { BOX, GAP, HEAD, labelArea, PAD, PITCH, type Box, type Joined, type Route } from './picture-areas';
import type { Edge } from './picture-edges';
import { laneRoutes } from './picture-lanes';

/** Ways of arrows: to another column, to the next box, or past boxes. */
export function routed(boxes: readonly Box[], edges: readonly Edge[]): readonly Route[] {
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const arrows = edges.flatMap((edge): readonly Joined[] => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  const isInColumn = ({ from, to }: Joined): boolean => from.x === to.x;
  const isPast = (arrow: Joined): boolean => isInColumn(arrow) && Math.abs(arrow.from.y - arrow.to.y) > PITCH;
  const isOneOfMany = ({ from, to }: Joined): boolean => arrows.filter((one) => one.to === to && one.from.x === from.x).length > 2;
  return [
    ...arrows.filter((arrow) => isInColumn(arrow) && !isPast(arrow)).map(straight),
    ...arrows
      .filter((arrow) => !isInColumn(arrow))
      .map((arrow) => {
        const ports = [portShift(arrows, arrow, start, end), portShift(arrows, arrow, end, start)] as const;
        const passed = passedBoxes(boxes, arrow, ports);
        return passed.length > 0 ? throughGap(arrow, ports, passed) : across(arrow, ports, isOneOfMany(arrow));
      }),
    ...laneRoutes(arrows.filter(isPast)),
  ];
}

/** One end of an arrow. */
type End = (arrow: Joined) => Box;
const start: End = (arrow) => arrow.from;
const end: End = (arrow) => arrow.to;

/** How far from the middle of a box an arrow ends: those at one box stand apart, in the order of their other ends, and do not cross. */
function portShift(arrows: readonly Joined[], arrow: Joined, near: End, far: End): number {
  const box = near(arrow);
  const same = arrows.filter((one) => near(one) === box && far(one).x !== box.x).toSorted((one, other) => far(one).y - far(other).y);
  return (same.indexOf(arrow) - (same.length - 1) / 2) * 18;
}

/** Down or up to the next box. */
function straight({ edge, from, to }: Joined): Route {
  const isWithin = from.node.account === to.node.account;
  // The name of an account stands at the left.
  const x = from.x + from.width * (isWithin ? 0.5 : 0.93);
  const [y1, y2] = from.y < to.y ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
  const path = `M${x} ${y2}L${x} ${y1}`;
  if (isWithin) return { edge, path, label: labelArea(edge, [x + 10, (y1 + y2) / 2], 'right') };
  // Between the areas of both accounts, where no arrow passes that goes beside boxes.
  const between = (Math.min(y1, y2) + PAD + Math.max(y1, y2) - HEAD) / 2;
  return { edge, path, label: labelArea(edge, [x - 10, between], 'left') };
}

/** How far from the middles of its boxes an arrow begins and ends. */
type Ports = readonly [from: number, to: number];

/** Where an arrow to another column leaves its box and comes to the other one. */
function sidesOf({ from, to }: Joined, [fromShift, toShift]: Ports): Readonly<Record<'x1' | 'y1' | 'x2' | 'y2', number>> {
  const [x1, x2] = from.x < to.x ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
  return { x1, y1: from.y + from.height / 2 + fromShift, x2, y2: to.y + to.height / 2 + toShift };
}

/** Boxes of columns between both ends that a curve would run behind. */
function passedBoxes(boxes: readonly Box[], arrow: Joined, ports: Ports): readonly Box[] {
  const { x1, y1, x2, y2 } = sidesOf(arrow, ports);
  const points = Array.from({ length: 41 }, (_, step) => {
    const t = step / 40;
    const bend = t * t * (3 - 2 * t);
    return { x: x1 + (x2 - x1) * (1.5 * t * (1 - t) + t * t * t), y: y1 + (y2 - y1) * bend };
  });
  return boxes.filter(
    (box) =>
      box !== arrow.from &&
      box !== arrow.to &&
      points.some(({ x, y }) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height),
  );
}

/** To another column, below a box that stands between: through the gap to the next row, above the label there. Its own is in the gap. */
function throughGap({ edge, ...ends }: Joined, ports: Ports, passed: readonly Box[]): Route {
  const { x1, y1, x2, y2 } = sidesOf({ edge, ...ends }, ports);
  const y = Math.max(...passed.map((box) => box.y + box.height)) + 14;
  const edges = [Math.min(...passed.map((box) => box.x)) - PAD, Math.max(...passed.map((box) => box.x + box.width)) + PAD] as const;
  const [near, far] = x1 < x2 ? edges : [edges[1], edges[0]];
  const curve = (fromX: number, fromY: number, toX: number, toY: number): string =>
    `C${(fromX + toX) / 2} ${fromY} ${(fromX + toX) / 2} ${toY} ${toX} ${toY}`;
  return {
    edge,
    path: `M${x2} ${y2}${curve(x2, y2, far, y)}H${near}${curve(near, y, x1, y1)}`,
    label: labelArea(edge, [near + (x1 < x2 ? 1 : -1) * (PAD + BOX.width / 4), y], 'around'),
  };
}

/** To another column, in a curve; the label stands in the gap beside the box that it starts from. */
function across(arrow: Joined, ports: Ports, isOneOfMany: boolean): Route {
  const { edge } = arrow;
  const { x1, y1, x2, y2 } = sidesOf(arrow, ports);
  const middle = (x1 + x2) / 2;
  const isNear = Math.abs(x2 - x1) < BOX.width;
  // Where many come together only their beginnings stand apart: the label is on the curve at a quarter of its way.
  const near: readonly [number, number] = isOneOfMany ? [x1 + (x2 - x1) * 0.3, y1 + (y2 - y1) * 0.156] : [middle, (y1 + y2) / 2];
  return {
    edge,
    path: `M${x2} ${y2}C${middle} ${y2} ${middle} ${y1} ${x1} ${y1}`,
    label: labelArea(edge, isNear ? near : [x1 + (x1 < x2 ? 1 : -1) * (PAD + GAP / 2), y1], 'around'),
  };
}
