import { posix } from 'node:path';
import {
  type BindingName,
  type CallExpression,
  type ExportDeclaration,
  type ImportDeclaration,
  isArrowFunction,
  isAwaitExpression,
  isCallExpression,
  isExportDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isNamedExports,
  isNamespaceImport,
  isObjectBindingPattern,
  isParameterDeclaration,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isQualifiedName,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { literalText, memberReadOf, nodesIn } from './syntax.ts';

export interface Import {
  /** As written: `./signing.ts`, `zod`, `node:crypto`. */
  readonly from: string;
  /** The file it names, from the root of the project; undefined for a package. */
  readonly file: string | undefined;
  /** What is taken, by the names of whoever exports it; `*` where that cannot be told, or is all. */
  readonly names: readonly string[];
  /** The local name of `import * as name`. */
  readonly namespace: string | undefined;
  /** Gone at run time. */
  readonly typeOnly: boolean;
  /** Loaded when it is reached. */
  readonly dynamic: boolean;
}

type Found = Pick<Import, 'from' | 'names'> & Partial<Import>;

/** The imports of a source, and what it passes on of others, in the order of the text. `nodes` are all that it has. */
export function importsOf(path: string, nodes: readonly Node[]): readonly Import[] {
  const found = nodes.map((node) => importOf(node, nodes)).filter((one) => one !== undefined);
  return found.map((one) => ({
    namespace: undefined,
    typeOnly: false,
    dynamic: false,
    file: one.from.startsWith('.') ? posix.join(posix.dirname(path), one.from) : undefined,
    ...one,
  }));
}

function importOf(node: Node, nodes: readonly Node[]): Found | undefined {
  if (isImportDeclaration(node)) return ofDeclaration(node, nodes);
  if (isExportDeclaration(node)) return ofPassingOn(node);
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return { from: literalText(argument) ?? node.getText(), names: namesOfCall(node), dynamic: true };
  }
  if (!isImportTypeNode(node)) return undefined;
  const literal = isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  const name = node.qualifier?.getText().split('.')[0] ?? '*';
  return { from: literalText(literal) ?? node.getText(), names: [name], typeOnly: true };
}

function ofDeclaration(
  { importClause: clause, moduleSpecifier }: ImportDeclaration,
  nodes: readonly Node[],
): Found | undefined {
  const from = literalText(moduleSpecifier) ?? '';
  if (clause === undefined) return { from, names: [] };
  const names = clause.name ? ['default'] : [];
  const typeOnly = clause.phaseModifier === SyntaxKind.TypeKeyword;
  const bindings = clause.namedBindings;
  if (bindings === undefined) return { from, names, typeOnly };
  if (isNamespaceImport(bindings)) {
    const namespace = bindings.name.text;
    return { from, names: [...names, ...namesThrough(namespace, nodes)], namespace, typeOnly };
  }
  const named = bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text);
  return { from, names: [...names, ...named], typeOnly };
}

function ofPassingOn({ exportClause, moduleSpecifier, isTypeOnly }: ExportDeclaration): Found | undefined {
  const from = literalText(moduleSpecifier);
  if (from === undefined) return undefined;
  const named = exportClause && isNamedExports(exportClause) ? exportClause.elements : undefined;
  const names = named?.map(({ propertyName, name }) => (propertyName ?? name).text) ?? ['*'];
  return { from, names, typeOnly: isTypeOnly };
}

/** `(await import('x')).name`, `const { name } = await import('x')` and `import('x').then((x) => x.name)`. */
function namesOfCall(call: CallExpression): readonly string[] {
  let node: Node = call.parent;
  while (isAwaitExpression(node) || isParenthesizedExpression(node)) node = node.parent;
  if (isVariableDeclaration(node)) return namesTaken(node.name, nodesIn(node.getSourceFile()));
  const read = memberReadOf(node);
  if (read === undefined) return ['*'];
  if (read.member !== 'then') return [read.member];
  const callback = isCallExpression(node.parent) ? node.parent.arguments[0] : undefined;
  if (!callback || !isArrowFunction(callback)) return ['*'];
  return namesTaken(callback.parameters[0]?.name, nodesIn(callback));
}

function namesTaken(name: BindingName | undefined, nodes: readonly Node[]): readonly string[] {
  if (name && isIdentifier(name)) return namesThrough(name.text, nodes);
  if (!name || !isObjectBindingPattern(name)) return ['*'];
  return name.elements.map((element) => memberReadOf(element)?.member ?? '*');
}

/** What is read of a namespace: `x` of `namespace.x`, as a value or a type; `*` where it is passed on as a whole. */
function namesThrough(namespace: string, nodes: readonly Node[]): readonly string[] {
  const names = new Set<string>();
  for (const node of nodes) {
    if (!isIdentifier(node) || node.text !== namespace) continue;
    const { parent } = node;
    const isDeclared =
      isNamespaceImport(parent) ||
      ((isParameterDeclaration(parent) || isVariableDeclaration(parent)) && parent.name === node);
    if (isPropertyAccessExpression(parent)) {
      if (parent.expression === node) names.add(parent.name.text);
    } else if (isQualifiedName(parent) && parent.left === node) names.add(parent.right.text);
    else if (!isDeclared) names.add('*');
  }
  return [...names];
}
