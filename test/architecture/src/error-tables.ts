import ts from 'typescript';
import { files, projects, read } from './workspace.js';

/** One row of one `defineErrors` table, as it stands in the source. */
export interface ErrorRow {
  readonly file: string;
  readonly code: string;
  readonly title: string;
  readonly fix: string;
}

const literal = (node: ts.Node | undefined) => (node !== undefined && ts.isStringLiteralLike(node) ? node.text : '');

/** The static text of an expression; a concatenation of literals counts as one text. */
function textOf(node: ts.Expression | undefined): string {
  if (node === undefined || !ts.isBinaryExpression(node)) return literal(node);
  return textOf(node.left) + textOf(node.right);
}

function fieldOf(row: ts.ObjectLiteralElementLike, field: string): string {
  if (!ts.isPropertyAssignment(row) || !ts.isObjectLiteralExpression(row.initializer)) return '';
  const property = row.initializer.properties.find(
    (candidate) => ts.isPropertyAssignment(candidate) && candidate.name.getText() === field,
  );
  return property !== undefined && ts.isPropertyAssignment(property) ? textOf(property.initializer) : '';
}

function rowsIn(file: string): readonly ErrorRow[] {
  const found: ErrorRow[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineErrors') {
      const [namespace, table] = node.arguments;
      if (table !== undefined && ts.isObjectLiteralExpression(table)) {
        for (const row of table.properties) {
          const code = `${literal(namespace)}.${row.name?.getText() ?? ''}`;
          found.push({ file, code, title: fieldOf(row, 'title'), fix: fieldOf(row, 'fix') });
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
  return found;
}

/** Every row of every error table that ships; the test kits throw errors of their own. */
export function errorRows(): readonly ErrorRow[] {
  const kits = projects()
    .filter(({ tags }) => tags.includes('type:testkit'))
    .map(({ folder }) => `${folder}/`);
  const ships = (path: string) =>
    path.endsWith('.ts') && !path.endsWith('.spec.ts') && !kits.some((kit) => path.startsWith(kit));
  return files()
    .filter((path) => ships(path) && read(path).includes('defineErrors('))
    .flatMap(rowsIn);
}
