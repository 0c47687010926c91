import type { Edge } from './picture-edges';
import type { PictureNode } from './picture-nodes';

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

/** An arrow with the boxes at its ends. */
export interface Joined {
  readonly edge: Edge;
  readonly from: Box;
  readonly to: Box;
}

/** An arrow along its way, and where its label stands. */
export interface Route {
  readonly edge: Edge;
  /** From its tip on, so that dashes of arrows to one place are the same where their ways are. */
  readonly path: string;
  readonly label: Area;
}

export const BOX = { width: 262, height: 70 } as const;
/** Rows from one to the next, columns from each other, room around nodes in their account, and above them for its name. */
export const [PITCH, GAP, PAD, HEAD] = [136, 150, 16, 32];

/** The height that a label takes. */
export const labelHeight = ({ detail }: Edge): number => (detail === undefined ? 23 : 40);

/** The room that a label takes: left of a point, right of it or around it. */
export function labelArea(edge: Edge, [x, y]: readonly [x: number, y: number], side: 'left' | 'right' | 'around'): Area {
  const { label, detail = '' } = edge;
  const width = Math.max(label.length * 8.6, detail.length * 7.4) + 12;
  const height = labelHeight(edge);
  return { x: { left: x - width, right: x, around: x - width / 2 }[side], y: y - height / 2, width, height };
}
