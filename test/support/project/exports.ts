import {
  isClassDeclaration,
  isEnumDeclaration,
  isExportAssignment,
  isExportDeclaration,
  isFunctionDeclaration,
  isIdentifier,
  isInterfaceDeclaration,
  isModuleDeclaration,
  isNamedExports,
  isTypeAliasDeclaration,
  isVariableStatement,
  ModifierFlags,
  type Node,
  type SourceFile,
  type VariableStatement,
} from 'typescript/unstable/ast';
import { nodesIn } from './syntax.ts';

/** The names that a source exports; `default`, and `*` for all of another file, among them. */
export function exportsOf({ statements }: SourceFile): readonly string[] {
  return statements.flatMap((statement) => namesExportedBy(statement));
}

/** Whether a declaration is exported where it stands. */
export function isExported({ modifierFlags }: Pick<VariableStatement, 'modifierFlags'>): boolean {
  return (modifierFlags & ModifierFlags.Export) !== 0;
}

function namesExportedBy(node: Node): readonly string[] {
  if (isExportAssignment(node)) return ['default'];
  if (isExportDeclaration(node)) {
    const { exportClause: clause } = node;
    if (clause === undefined) return ['*'];
    return isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [clause.name.text];
  }
  if (isVariableStatement(node)) {
    if (!isExported(node)) return [];
    const names = node.declarationList.declarations.flatMap(({ name }) => nodesIn(name).filter(isIdentifier));
    return names.map(({ text }) => text);
  }
  if (!isNamedDeclaration(node) || !isExported(node)) return [];
  return [(node.modifierFlags & ModifierFlags.Default) === 0 && node.name ? node.name.text : 'default'];
}

function isNamedDeclaration(node: Node) {
  return (
    isFunctionDeclaration(node) ||
    isClassDeclaration(node) ||
    isInterfaceDeclaration(node) ||
    isTypeAliasDeclaration(node) ||
    isEnumDeclaration(node) ||
    isModuleDeclaration(node)
  );
}
