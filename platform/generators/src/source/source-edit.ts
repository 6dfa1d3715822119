import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import { GeneratorErrors } from '../generators.errors.js';

/** Insertions into one source file: what stands there is never changed, only added to. */
export class SourceEdit {
  readonly source: ts.SourceFile;
  private readonly insertions: { readonly at: number; readonly text: string }[] = [];
  /** Lists whose last element has its comma by now. */
  private readonly closed = new Set<ts.Node>();

  constructor(
    private readonly tree: Tree,
    readonly path: string,
  ) {
    this.source = parsed(tree, path);
  }

  insert(at: number, text: string): void {
    this.insertions.push({ at, text });
  }

  /** Puts an element behind the last one of a list between brackets or braces. */
  append(list: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | ts.NamedImports, text: string): void {
    const elements: ts.NodeArray<ts.Node> = ts.isObjectLiteralExpression(list) ? list.properties : list.elements;
    const last = elements.at(-1);
    // The comma goes to the element, the new one to the bracket: comments in between stay where they are.
    if (last !== undefined && !elements.hasTrailingComma && !this.closed.has(list)) this.insert(last.getEnd(), ',');
    this.closed.add(list);
    const isOnOneLine = !list.getText(this.source).includes('\n');
    this.insert(list.getEnd() - 1, isOnOneLine ? ` ${text},` : `${text},\n`);
  }

  /** Writes the file with what was inserted; throws when that would not be a program any more. */
  save(): void {
    if (this.insertions.length === 0) return;
    let text = this.source.text;
    const fromTheEnd = this.insertions.map((insertion, order) => ({ ...insertion, order }));
    fromTheEnd.sort((one, other) => other.at - one.at || other.order - one.order);
    for (const { at, text: added } of fromTheEnd) text = text.slice(0, at) + added + text.slice(at);
    refuseBroken(this.path, text);
    this.tree.write(this.path, text);
  }
}

/** Parses a file of the tree; throws GENERATORS.SOURCE_UNFAMILIAR when it is no program. */
export function parsed(tree: Tree, path: string): ts.SourceFile {
  return refuseBroken(path, tree.read(path, 'utf8') ?? '');
}

function refuseBroken(path: string, text: string): ts.SourceFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics = [] } = source as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.Diagnostic[] };
  const [first] = parseDiagnostics;
  if (first !== undefined) {
    const says = ts.flattenDiagnosticMessageText(first.messageText, ' ');
    throw GeneratorErrors.SOURCE_UNFAMILIAR({ file: path, part: `the whole, which does not parse: ${says}` });
  }
  return source;
}
