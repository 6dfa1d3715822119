import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import type { ProductNames } from '../names.js';
import { filesBelow } from '../workspace/files-below.js';
import { unfamiliar } from './declaration.js';
import { SourceEdit } from './source-edit.js';
import { find, isCallOf, memberNames } from './syntax.js';

/** A row of an error table. */
export interface ErrorRow {
  readonly name: string;
  readonly title: string;
  readonly fix: string;
}

/** An error table of a contract: how it is called and from which file of the same folder it comes. */
export interface ErrorTable {
  readonly constant: string;
  readonly from: string;
}

/** Adds rows to the error table of a contract, making the table if there is none; rows that stand there stay as they are. */
export function addErrorRows(tree: Tree, names: ProductNames, rows: readonly ErrorRow[]): ErrorTable {
  const home = `${names.contractFolder}/src`;
  const path = filesBelow(tree, home).find((file) => file.endsWith('.errors.ts'));
  if (path === undefined) return newTable(tree, names, rows);
  const edit = new SourceEdit(tree, path);
  const call = find(edit.source, isCallOf('defineErrors'));
  const table = call?.arguments[1];
  const declared = call?.parent;
  if (table === undefined || !ts.isObjectLiteralExpression(table) || declared === undefined)
    throw unfamiliar(path, "defineErrors('…', { … })");
  if (!ts.isVariableDeclaration(declared) || !ts.isIdentifier(declared.name))
    throw unfamiliar(path, 'export const <Errors> = defineErrors(…)');
  const known = memberNames(table);
  for (const row of rows.filter(({ name }) => !known.includes(name))) edit.append(table, rowText(row));
  edit.save();
  return { constant: declared.name.text, from: fileOf(path) };
}

function newTable(tree: Tree, names: ProductNames, rows: readonly ErrorRow[]): ErrorTable {
  const path = `${names.contractFolder}/src/${names.product}.errors.ts`;
  const constant = `${names.pascal}Errors`;
  const namespace = names.product.toUpperCase().replaceAll('-', '_');
  const body = rows.map((row) => `${rowText(row)},`).join('\n');
  tree.write(
    path,
    `import { defineErrors } from '@mesh/product';

/** What callers of ${names.words} can do wrong. */
export const ${constant} = defineErrors('${namespace}', {
${body}
});
`,
  );
  return { constant, from: fileOf(path) };
}

const rowText = ({ name, title, fix }: ErrorRow): string =>
  `  ${name}: { kind: 'invalid', title: ${JSON.stringify(title)}, fix: ${JSON.stringify(fix)} }`;

const fileOf = (path: string): string => `./${path.split('/').at(-1)?.replace(/\.ts$/, '.js') ?? ''}`;
