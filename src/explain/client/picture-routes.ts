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
      .map((arrow) => across(arrow, [portShift(arrows, arrow, start, end), portShift(arrows, arrow, end, start)], isOneOfMany(arrow))),
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

/** To another column, in a curve; the label stands in the gap beside the box that it starts from. */
function across({ edge, from, to }: Joined, [fromShift, toShift]: readonly [number, number], isOneOfMany: boolean): Route {
  const isRight = from.x < to.x;
  const [x1, x2] = isRight ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
  const [y1, y2] = [from.y + from.height / 2 + fromShift, to.y + to.height / 2 + toShift];
  const middle = (x1 + x2) / 2;
  const isNear = Math.abs(x2 - x1) < BOX.width;
  // Where many come together only their beginnings stand apart: the label is on the curve at a quarter of its way.
  const near: readonly [number, number] = isOneOfMany ? [x1 + (x2 - x1) * 0.3, y1 + (y2 - y1) * 0.156] : [middle, (y1 + y2) / 2];
  return {
    edge,
    path: `M${x2} ${y2}C${middle} ${y2} ${middle} ${y1} ${x1} ${y1}`,
    label: labelArea(edge, isNear ? near : [x1 + (isRight ? 1 : -1) * (PAD + GAP / 2), y1], 'around'),
  };
}
