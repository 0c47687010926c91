import type { Columns, PictureNode } from './picture-nodes';
import type { Edge } from './picture-edges';

/** A rectangle in the picture. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A node at its place. */
export interface Box extends Area {
  readonly node: PictureNode;
}

/** An account around its nodes. */
export interface AccountArea extends Area {
  readonly account: string;
}

/** An arrow along its way, and where its label stands. */
export interface Route {
  readonly edge: Edge;
  readonly path: string;
  readonly label: Area;
}

/** Where everything in the picture stands. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly accounts: readonly AccountArea[];
  readonly routes: readonly Route[];
}

const BOX = { width: 262, height: 70 } as const;
const [PITCH, GAP, PAD, HEAD] = [136, 150, 16, 32];

/** Columns beside each other, each account around its own. */
export function wideLayout(columns: Columns, edges: readonly Edge[]): Layout {
  const starts = startRows(columns);
  const boxes = columns.flatMap((column, index) =>
    column.map((node, row): Box => ({
      node,
      ...BOX,
      x: PAD + index * (BOX.width + 2 * PAD + GAP),
      y: HEAD + (row + (starts[index] ?? 0)) * PITCH,
    })),
  );
  return laidOut(boxes, routed(boxes, edges));
}

/** A key in a third account stands a row lower, so that arrows to it pass below the target's account. */
function startRows(columns: Columns): readonly number[] {
  const hasKeyAlone = columns.some((column) => column.length === 1 && column[0]?.id === 'key') && columns.length > 2;
  return columns.map((column) => {
    const [first, ...others] = column;
    return hasKeyAlone && others.length === 0 && (first?.id === 'key' || first?.id === 'platform') ? 1 : 0;
  });
}

/** All nodes in one column, for narrow screens; arrows past a node go beside it. */
export function tallLayout(columns: Columns, edges: readonly Edge[]): Layout {
  const boxes = columns.flat().map((node, row): Box => ({ node, ...BOX, width: 236, x: PAD, y: HEAD + row * PITCH }));
  return laidOut(boxes, routed(boxes, edges));
}

function laidOut(boxes: readonly Box[], routes: readonly Route[]): Layout {
  const accounts = accountAreas(boxes);
  const areas: readonly Area[] = [...boxes, ...accounts, ...routes.map(({ label }) => label)];
  return {
    width: Math.max(...areas.map(({ x, width }) => x + width)) + PAD / 2,
    height: Math.max(...areas.map(({ y, height }) => y + height)) + PAD / 2,
    boxes,
    accounts,
    routes,
  };
}

/** Nodes of one account that stand together are in one area: within a column, and in columns that have none but it. */
function accountAreas(boxes: readonly Box[]): readonly AccountArea[] {
  const groups: Box[][] = [];
  for (const box of boxes) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before?.node.account === box.node.account) last.push(box);
    else groups.push([box]);
  }
  return groups.flatMap((group): readonly AccountArea[] => {
    const account = group[0]?.node.account ?? '';
    if (account === '') return [];
    const left = Math.min(...group.map(({ x }) => x)) - PAD + 2;
    const top = Math.min(...group.map(({ y }) => y)) - HEAD + 4;
    return [
      {
        account,
        x: left,
        y: top,
        width: Math.max(...group.map(({ x, width }) => x + width)) + PAD - 2 - left,
        height: Math.max(...group.map(({ y, height }) => y + height)) + PAD - 4 - top,
      },
    ];
  });
}

/** Ways of arrows; those that pass a box go beside it, each in a lane of its own. */
function routed(boxes: readonly Box[], edges: readonly Edge[]): readonly Route[] {
  let lanes = 0;
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const [start, end]: readonly [End, End] = [(edge) => byId.get(edge.from), (edge) => byId.get(edge.to)];
  return edges.flatMap((edge): readonly Route[] => {
    const [from, to] = [start(edge), end(edge)];
    if (from === undefined || to === undefined) return [];
    if (from.x !== to.x) return [across(edge, from, to, [portShift(edges, edge, start, end), portShift(edges, edge, end, start)])];
    if (Math.abs(from.y - to.y) <= PITCH) return [straight(edge, from, to)];
    lanes += 1;
    return [beside(edge, from, to, LANE * lanes)];
  });
}

const LANE = 22;

/** The room that a label takes, right of a point or around it. */
function labelArea({ label, detail = '' }: Edge, [x, y]: readonly [number, number], isRight: boolean): Area {
  const width = Math.max(label.length * 8.6, detail.length * 7.4) + 12;
  const height = detail === '' ? 23 : 40;
  return { x: isRight ? x : x - width / 2, y: y - height / 2, width, height };
}

/** Gives one end of an arrow. */
type End = (edge: Edge) => Box | undefined;

/** How far from the middle of a box an arrow ends: those at one box stand apart, in the order of their other ends, and do not cross. */
function portShift(edges: readonly Edge[], edge: Edge, near: End, far: End): number {
  const box = near(edge);
  const same = edges
    .filter((one) => near(one) === box && far(one)?.x !== box?.x)
    .toSorted((one, other) => (far(one)?.y ?? 0) - (far(other)?.y ?? 0));
  return (same.indexOf(edge) - (same.length - 1) / 2) * 18;
}

/** Down or up to the next box. */
function straight(edge: Edge, from: Box, to: Box): Route {
  // The name of an account stands at the left.
  const x = from.x + from.width * (from.node.account === to.node.account ? 0.5 : 0.93);
  const [start, end] = from.y < to.y ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
  return { edge, path: `M${x} ${start}L${x} ${end}`, label: labelArea(edge, [x + 10, (start + end) / 2], true) };
}

/** To another column, in a curve; the label stands in the gap beside the box that it starts from. */
function across(edge: Edge, from: Box, to: Box, [fromShift, toShift]: readonly [number, number]): Route {
  const isRight = from.x < to.x;
  const [x1, x2] = isRight ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
  const [y1, y2] = [from.y + from.height / 2 + fromShift, to.y + to.height / 2 + toShift];
  const middle = (x1 + x2) / 2;
  const isNear = Math.abs(x2 - x1) < BOX.width;
  return {
    edge,
    path: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`,
    label: labelArea(edge, isNear ? [middle, (y1 + y2) / 2] : [x1 + (isRight ? 1 : -1) * (PAD + GAP / 2), y1], false),
  };
}

/** Past other boxes, at their right. */
function beside(edge: Edge, from: Box, to: Box, lane: number): Route {
  const x = from.x + from.width;
  const [y1, y2] = [from.y + from.height / 2 + 12, to.y + to.height / 2 - 12];
  const [turn, flag] = y1 < y2 ? [8, 1] : [-8, 0];
  const far = lane + PAD - 8;
  const path = `M${x} ${y1}h${far}a8 8 0 0 ${flag} 8 ${turn}V${y2 - turn}a8 8 0 0 ${flag} -8 ${turn}h${-far}`;
  return { edge, path, label: labelArea(edge, [x + far + 2, (y1 + y2) / 2], true) };
}
