import { BOX, GAP, HEAD, PAD, PITCH, type Area, type Box, type Route } from './picture-areas';
import type { Edge } from './picture-edges';
import type { Columns } from './picture-nodes';
import { routed } from './picture-routes';

/** An account around its nodes. */
export interface AccountArea extends Area {
  readonly account: string;
}

/** Where everything in the picture stands. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly accounts: readonly AccountArea[];
  readonly routes: readonly Route[];
}

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
