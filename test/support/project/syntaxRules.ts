import {
  isAsExpression,
  isClassStaticBlockDeclaration,
  isConditionalExpression,
  isConstructorDeclaration,
  isEnumDeclaration,
  isExportAssignment,
  isExportSpecifier,
  isForInStatement,
  isForOfStatement,
  isForStatement,
  isFunctionDeclaration,
  isFunctionExpression,
  isFunctionLikeDeclaration,
  isGetAccessorDeclaration,
  isIdentifier,
  isIfStatement,
  isMethodDeclaration,
  isModuleDeclaration,
  isNonNullExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isSetAccessorDeclaration,
  isSwitchStatement,
  isTypeAssertion,
  isTypeReferenceNode,
  isVariableDeclaration,
  isVariableStatement,
  isWhileStatement,
  type Node,
  NodeFlags,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { isExported } from './exports.ts';
import type { Source } from './sources.ts';
import { memberReadOf, says } from './syntax.ts';

/** What is written nowhere, and how it is known. */
export const forbidden: Readonly<Record<string, (node: Node) => boolean>> = {
  'a cast but `as const`': (node) => isTypeAssertion(node) || (isAsExpression(node) && !isConst(node.type)),
  any: ({ kind }) => kind === SyntaxKind.AnyKeyword,
  'an exclamation mark against undefined': (node) =>
    isNonNullExpression(node) ||
    (isVariableDeclaration(node) && node.exclamationToken !== undefined) ||
    (isPropertyDeclaration(node) && node.postfixToken?.kind === SyntaxKind.ExclamationToken),
  'an enum or a namespace': (node) => isEnumDeclaration(node) || isModuleDeclaration(node),
  'a default export': (node) =>
    isExportAssignment(node) ||
    node.kind === SyntaxKind.DefaultKeyword ||
    (isExportSpecifier(node) && node.name.text === 'default'),
  'an exported variable': (node) =>
    isVariableStatement(node) && isExported(node) && (node.declarationList.flags & NodeFlags.Const) === 0,
  'a switch for tests': (node) => {
    const read = memberReadOf(node);
    return (read?.of === 'process' && read.member === 'env') || says(node, 'NODE_ENV') || says(node, 'IS_TEST');
  },
  'a module of the old kind': (node) => says(node, 'require') || says(node, 'createRequire'),
};

function isConst(type: Node): boolean {
  return isTypeReferenceNode(type) && isIdentifier(type.typeName) && type.typeName.text === 'const';
}

/** The sources that have a node of a kind, by path. */
export function pathsWith(sources: readonly Source[], isMeant: (node: Node) => boolean): readonly string[] {
  return sources.filter(({ nodes }) => nodes.some(isMeant)).map(({ path }) => path);
}

/** Each function, method, arrow, getter and the like of a source, with the lines from its first word to its end. */
export function functionsOf({ nodes }: Source): readonly { readonly name: string; readonly lines: number }[] {
  return nodes
    .filter((node) => isFunctionLikeDeclaration(node) || isClassStaticBlockDeclaration(node))
    .map((node) => ({ name: nameOf(node), lines: node.getText().split('\n').length }));
}

/** Its own name, or that of what it is given to. */
function nameOf(node: Node): string {
  if (isConstructorDeclaration(node)) return 'constructor';
  return (givenName(node) ?? givenName(node.parent))?.getText() ?? 'without a name';
}

function givenName(node: Node): Node | undefined {
  const isNamed =
    isFunctionDeclaration(node) ||
    isFunctionExpression(node) ||
    isMethodDeclaration(node) ||
    isGetAccessorDeclaration(node) ||
    isSetAccessorDeclaration(node) ||
    isVariableDeclaration(node) ||
    isPropertyAssignment(node) ||
    isPropertyDeclaration(node);
  return isNamed ? node.name : undefined;
}

/** Whether a node decides or repeats something: a table has none of it. */
export function isLogic(node: Node): boolean {
  return [
    isFunctionLikeDeclaration,
    isIfStatement,
    isConditionalExpression,
    isSwitchStatement,
    isForStatement,
    isForOfStatement,
    isForInStatement,
    isWhileStatement,
  ].some((isKind) => isKind(node));
}
