import type { Row } from './row.ts';

/** A row that is on screen, or may be: the same object for as long as it is there. */
export interface RowNode {
  /** What it says now. */
  readonly row: Row;
  readonly parent: RowNode | undefined;
}

interface Node extends RowNode {
  row: Row;
  /** Undefined while nobody has looked below. */
  below: Node[] | undefined;
}

/** Keeps the rows that are drawn, and finds what of them has to be drawn again. */
interface RowTree {
  /** Those below a row; of the top where none is given. */
  below(node: RowNode | undefined): readonly RowNode[];
  /** Whether there is a row of this ID, as far as somebody has looked. */
  has(id: string): boolean;
  /** Takes the new rows; gives those to draw again with what is below them, undefined among them for everything. */
  update(rows: readonly Row[]): readonly (RowNode | undefined)[];
}

export function createRowTree(): RowTree {
  let top: Node[] = [];
  const nodes = new Map<RowNode, Node>();
  return {
    below(given) {
      if (given === undefined) return top;
      const node = nodes.get(given);
      if (node === undefined) return [];
      node.below ??= node.row.rows().map((row) => grow(nodes, row, node));
      return node.below;
    },
    has: (id) => [...nodes.keys()].some(({ row }) => row.id === id),
    update(rows) {
      const drawn: RowNode[] = [];
      const before = idsOf(nodes);
      const { after, moved } = reconcile(nodes, top, rows, undefined, drawn);
      top = after;
      // VS Code takes no row that another one still has, and draws parents one by one.
      const hasMovedOver = [...nodes.keys()].some((node) => {
        const parent = before.get(node.row.id);
        return parent !== undefined && parent !== (node.parent?.row.id ?? '');
      });
      return moved || hasMovedOver ? [undefined] : drawn;
    },
  };
}

type Nodes = Map<RowNode, Node>;

/** The ID of each row's parent, by its own. */
function idsOf(nodes: Nodes): ReadonlyMap<string, string> {
  return new Map([...nodes.keys()].map(({ row, parent }) => [row.id, parent?.row.id ?? '']));
}

function grow(nodes: Nodes, row: Row, parent: Node | undefined): Node {
  const node: Node = { row, parent, below: undefined };
  nodes.set(node, node);
  return node;
}

function fell(nodes: Nodes, node: Node): void {
  nodes.delete(node);
  for (const one of node.below ?? []) fell(nodes, one);
}

/** The nodes of these rows, those of before where there are any; `drawn` collects what has changed inside them. */
function reconcile(
  nodes: Nodes,
  before: readonly Node[],
  rows: readonly Row[],
  parent: Node | undefined,
  drawn: RowNode[],
): { readonly after: Node[]; readonly moved: boolean } {
  const left = new Map(before.map((node) => [node.row.id, node]));
  const after = rows.map((row) => {
    const node = left.get(row.id);
    if (node === undefined) return grow(nodes, row, parent);
    left.delete(row.id);
    renew(nodes, node, row, drawn);
    return node;
  });
  for (const node of left.values()) fell(nodes, node);
  const moved = after.length !== before.length || after.some((node, index) => node !== before[index]);
  return { after, moved };
}

function renew(nodes: Nodes, node: Node, row: Row, drawn: RowNode[]): void {
  const isSame = faceOf(node.row) === faceOf(row);
  node.row = row;
  if (node.below === undefined) {
    if (!isSame) drawn.push(node);
    return;
  }
  const inside: RowNode[] = [];
  const { after, moved } = reconcile(nodes, node.below, row.rows(), node, inside);
  node.below = after;
  // Whoever is drawn again is drawn with all that is below.
  drawn.push(...(isSame && !moved ? inside : [node]));
}

/** All that is drawn of a row itself. */
function faceOf({ rows: _, ...face }: Row): string {
  return JSON.stringify(face);
}
