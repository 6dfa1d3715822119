import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import { pascal, type ProductNames } from '../names.js';
import { unfamiliar } from '../source/declaration.js';
import { addImports } from '../source/imports.js';
import { SourceEdit } from '../source/source-edit.js';
import { find, isCallOf, member } from '../source/syntax.js';
import { filesBelow } from '../workspace/files-below.js';

/** Adds the module of a product to the imports of its domain's module. */
export function joinModule(tree: Tree, { domain, product, camel }: ProductNames): void {
  const home = `domains/${domain}/src`;
  const name = `${pascal(domain)}Module`;
  for (const path of filesBelow(tree, home).filter((file) => file.endsWith('.module.ts'))) {
    const edit = new SourceEdit(tree, path);
    const node = edit.source.statements.find(
      (statement) => ts.isClassDeclaration(statement) && statement.name?.text === name,
    );
    if (node === undefined) continue;
    const imports = member(find(node, isCallOf('Module'))?.arguments[0], 'imports');
    if (imports === undefined || !ts.isArrayLiteralExpression(imports))
      throw unfamiliar(path, `@Module({ imports: [ … ] }) class ${name}`);
    edit.append(imports, `${camel}Module`);
    addImports(edit, [{ from: `./${product}/${product}.module.js`, values: [`${camel}Module`] }]);
    edit.save();
    return;
  }
  throw unfamiliar(home, `@Module({ imports: [ … ] }) class ${name} in <name>.module.ts`);
}
