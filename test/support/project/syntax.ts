import {
  isBindingElement,
  isElementAccessExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isObjectBindingPattern,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast';

/** A node and all below it, in the order of the text. */
export function nodesIn(node: Node): Node[] {
  const found: Node[] = [];
  const visit = (next: Node): void => {
    found.push(next);
    next.forEachChild(visit);
  };
  visit(node);
  return found;
}

/** What a literal without parts to fill in says; undefined for everything else. */
export function literalText(node: Node | undefined): string | undefined {
  return node && (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) ? node.text : undefined;
}

/** The keys that objects are given as literals, in the order of the text: `'a.b'` of `{ 'a.b': 1 }`. */
export function literalKeys(nodes: readonly Node[]): readonly string[] {
  return nodes
    .filter(isPropertyAssignment)
    .map(({ name }) => literalText(name))
    .filter((key) => key !== undefined);
}

/** A member that is read, and of what as it is written: `a.b.c`, `a.b['c']` and `const { c } = a.b` all read `c` of `a.b`. */
export interface MemberRead {
  /** Empty where a parameter is taken apart. */
  readonly of: string;
  readonly member: string;
}

export function memberReadOf(node: Node): MemberRead | undefined {
  if (isPropertyAccessExpression(node)) return { of: node.expression.getText(), member: node.name.text };
  if (isElementAccessExpression(node)) {
    const member = literalText(node.argumentExpression);
    return member === undefined ? undefined : { of: node.expression.getText(), member };
  }
  if (!isBindingElement(node) || !isObjectBindingPattern(node.parent)) return undefined;
  const name = node.propertyName ?? node.name;
  const holder = node.parent.parent;
  const of = isVariableDeclaration(holder) ? (holder.initializer?.getText() ?? '') : '';
  const member = name && isIdentifier(name) ? name.text : literalText(name);
  return member === undefined ? undefined : { of, member };
}

/** Whether a node says a name: as an identifier wherever it stands, or as a member in brackets. */
export function says(node: Node, name: string): boolean {
  if (isIdentifier(node)) return node.text === name;
  return isElementAccessExpression(node) && literalText(node.argumentExpression) === name;
}
