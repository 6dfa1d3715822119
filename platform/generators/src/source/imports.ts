import ts from 'typescript';
import type { SourceEdit } from './source-edit.js';

/** What a file needs from a module. */
export interface Need {
  readonly from: string;
  readonly values?: readonly string[];
  readonly types?: readonly string[];
}

/** Adds what is missing to the imports of a file; to be called once for a file. */
export function addImports(edit: SourceEdit, needs: readonly Need[]): void {
  const modules = [...new Set(needs.map((need) => need.from))];
  for (const from of modules.sort((one, other) => (isAfter(one, other) ? 1 : -1))) {
    const same = needs.filter((need) => need.from === from);
    const distinct = (names: readonly string[]) => [...new Set(names)];
    addImport(edit, {
      from,
      values: distinct(same.flatMap(({ values = [] }) => values)),
      types: distinct(same.flatMap(({ types = [] }) => types)),
    });
  }
}

function addImport(edit: SourceEdit, { from, values = [], types = [] }: Need): void {
  const present = importsFrom(edit.source, from);
  const known = new Set(present.flatMap(({ names }) => names));
  // A class that is only imported as a type has no value there: such a name is imported once more.
  const asValues = new Set(present.filter(({ onlyTypes }) => !onlyTypes).flatMap(({ values: found }) => found));
  const missingValues = values.filter((name) => !asValues.has(name));
  const missingTypes = types.filter((name) => !known.has(name) && !missingValues.includes(name));
  const mixed = present.find(({ onlyTypes }) => !onlyTypes)?.list;
  const typesOnly = present.find(({ onlyTypes }) => onlyTypes)?.list;
  if (mixed !== undefined) {
    for (const name of [...missingValues, ...missingTypes].sort(inOrder))
      addName(edit, mixed, name, missingValues.includes(name) ? name : `type ${name}`);
  } else if (missingValues.length === 0 && typesOnly !== undefined) {
    for (const name of [...missingTypes].sort(inOrder)) addName(edit, typesOnly, name, name);
  } else if (missingValues.length + missingTypes.length > 0) {
    addStatement(edit, edit.source.statements.filter(ts.isImportDeclaration), {
      from,
      text: importText(from, missingValues, missingTypes),
    });
  }
}

/** `export { … } from '…'`, where it belongs among those that stand there. */
export function addExport(edit: SourceEdit, from: string, name: string): void {
  const exports = edit.source.statements.filter(ts.isExportDeclaration);
  addStatement(edit, exports, { from, text: `export { ${name} } from '${from}';` });
}

/** `import type { … }` where nothing else is needed. */
export function importText(from: string, values: readonly string[], types: readonly string[] = []): string {
  const names = values.length === 0 ? types : [...values, ...types.map((name) => `type ${name}`)];
  return `import ${values.length === 0 ? 'type ' : ''}{ ${names.join(', ')} } from '${from}';`;
}

interface Import {
  readonly onlyTypes: boolean;
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly list: ts.NamedImports;
}

function importsFrom(source: ts.SourceFile, from: string): readonly Import[] {
  return source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const list = importClause?.namedBindings;
    if (importClause === undefined || list === undefined || !ts.isNamedImports(list)) return [];
    if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== from) return [];
    return [
      {
        onlyTypes: importClause.phaseModifier === ts.SyntaxKind.TypeKeyword,
        names: list.elements.map(({ name }) => name.text),
        values: list.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text),
        list,
      },
    ];
  });
}

/** In the order of the alphabet, where the list has it. */
function addName(edit: SourceEdit, list: ts.NamedImports, name: string, text: string): void {
  const next = list.elements.find((element) => inOrder(element.name.text, name) > 0);
  if (next === undefined) edit.append(list, text);
  else edit.insert(next.getStart(edit.source), `${text}, `);
}

/** Packages before files of the project, each in the order of the alphabet. */
function addStatement(
  edit: SourceEdit,
  among: readonly (ts.ImportDeclaration | ts.ExportDeclaration)[],
  { from, text }: { readonly from: string; readonly text: string },
): void {
  const last = among.findLast(({ moduleSpecifier }) => {
    const other = moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
    return !isAfter(other, from);
  });
  if (last !== undefined) edit.insert(last.getEnd(), `\n${text}`);
  else edit.insert(among[0]?.getStart(edit.source) ?? 0, `${text}\n`);
}

const isRelative = (from: string): boolean => from.startsWith('.');
const isAfter = (one: string, other: string): boolean =>
  isRelative(one) === isRelative(other) ? inOrder(one, other) > 0 : isRelative(one);
const inOrder = (one: string, other: string): number => one.localeCompare(other, 'en');
