import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import type { ProductNames } from '../names.js';
import { filesBelow } from '../workspace/files-below.js';
import { unfamiliar } from './declaration.js';
import { parsed, SourceEdit } from './source-edit.js';
import { find } from './syntax.js';

/** The class that keeps what a declaration promises, opened to be added to. */
export interface ServiceClass {
  readonly edit: SourceEdit;
  readonly name: string;
  readonly node: ts.ClassDeclaration;
  /** The member that holds `Live<typeof product>`. */
  readonly live: string | undefined;
  /** Everything that it has, what its constructor keeps among it. */
  readonly memberNames: readonly string[];
  /** Whether it needs nothing besides. */
  readonly needsLiveAlone: boolean;
}

/** Opens the class that implements `Serves<typeof constant>`, wherever below the domain it stands. */
export function openService(tree: Tree, { domain }: ProductNames, constant: string): ServiceClass {
  const home = `domains/${domain}/src`;
  for (const path of filesBelow(tree, home).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))) {
    if (tree.read(path, 'utf8')?.includes('Serves<') !== true) continue;
    const node = find(parsed(tree, path), serves(constant));
    if (node?.name === undefined) continue;
    const edit = new SourceEdit(tree, path);
    const own = find(edit.source, serves(constant)) as ts.ClassDeclaration;
    return { edit, name: node.name.text, node: own, ...needsOf(own) };
  }
  throw unfamiliar(home, `class … implements Serves<typeof ${constant}>`);
}

const serves =
  (constant: string) =>
  (node: ts.Node): node is ts.ClassDeclaration =>
    ts.isClassDeclaration(node) &&
    (node.heritageClauses ?? []).some(({ types }) =>
      types.some((type) => type.getText().replace(/\s+/g, ' ').startsWith(`Serves<typeof ${constant}`)),
    );

function needsOf(node: ts.ClassDeclaration): Pick<ServiceClass, 'live' | 'memberNames' | 'needsLiveAlone'> {
  const parameters = node.members.find(ts.isConstructorDeclaration)?.parameters ?? [];
  const isLive = (parameter: ts.ParameterDeclaration): boolean =>
    parameter.type?.getText().startsWith('Live<') === true && (parameter.modifiers ?? []).some(isAccess);
  const live = parameters.find(isLive)?.name.getText();
  const memberNames = [...node.members, ...parameters].map(({ name }) => name?.getText() ?? '');
  return { live, memberNames, needsLiveAlone: live !== undefined && parameters.length === 1 };
}

const isAccess = ({ kind }: ts.ModifierLike): boolean =>
  [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.PublicKeyword].includes(kind);

/** Puts a method behind the last member of the class. */
export function addMethod({ edit, node }: ServiceClass, text: string): void {
  edit.insert(node.getEnd() - 1, `\n\n${text}\n`);
}
