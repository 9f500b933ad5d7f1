// Elements are made here and nowhere else. Words become text nodes: none of them is ever read as HTML.

type Attributes = Readonly<Record<string, string>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Changes nothing that says the same already, so that nothing flickers and no selection is lost. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(node: Element, name: string, value: string): void {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

interface Kept<T> {
  readonly root: HTMLElement;
  readonly update: (item: T) => void;
}

/** A list whose elements stay the same for the same key: what has the focus keeps it. Gives what takes the new items. */
export function keyedList<T extends { readonly key: string }>(
  parent: Element,
  make: (item: T) => Kept<T>,
): (items: readonly T[]) => void {
  const kept = new Map<string, Kept<T>>();
  return (items) => {
    const keys = new Set(items.map(({ key }) => key));
    for (const [key, { root }] of kept) {
      if (keys.has(key)) continue;
      root.remove();
      kept.delete(key);
    }
    items.forEach((item, index) => {
      const one = kept.get(item.key) ?? make(item);
      kept.set(item.key, one);
      one.update(item);
      if (parent.children[index] !== one.root) parent.insertBefore(one.root, parent.children[index] ?? null);
    });
  };
}

/** Calls only where what is given is another than last time. */
export function whenChanged<T>(draw: (value: T) => void): (value: T) => void {
  let drawn: string | undefined;
  return (value) => {
    const text = JSON.stringify(value);
    if (text === drawn) return;
    drawn = text;
    draw(value);
  };
}
