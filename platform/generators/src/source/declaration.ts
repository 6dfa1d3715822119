import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import { GeneratorErrors } from '../generators.errors.js';
import type { ProductNames } from '../names.js';
import { filesBelow } from '../workspace/files-below.js';
import { SourceEdit } from './source-edit.js';
import { find, isCallOf, member, memberNames, textOf } from './syntax.js';

/** The declaration of a product, opened to be added to. */
export interface Declaration {
  readonly edit: SourceEdit;
  /** Name of the constant that holds it. */
  readonly constant: string;
  readonly ports: ts.ObjectLiteralExpression;
  readonly portNames: readonly string[];
  /** Ports that the domain itself is granted; undefined when no grant names it. */
  readonly granted: ts.ArrayLiteralExpression | undefined;
}

/** An event that a dataset can land, as it is declared. */
export interface DeclaredEvent {
  readonly message: string;
  readonly id: string;
  readonly key: string;
  readonly at: string;
}

/** Opens the declaration of a product; throws when there is none, or none that can be added to. */
export function openDeclaration(tree: Tree, names: ProductNames): Declaration {
  const path = filesBelow(tree, `${names.contractFolder}/src`).find((file) => file.endsWith('.product.ts'));
  if (path === undefined) throw GeneratorErrors.PRODUCT_MISSING({ product: names.id });
  const edit = new SourceEdit(tree, path);
  const call = find(edit.source, isCallOf('dataProduct'));
  const [id, spec] = call?.arguments ?? [];
  if (call === undefined || textOf(id) !== names.id)
    throw unfamiliar(path, `dataProduct('${names.id}', { … }), with the id as a text`);
  const ports = member(spec, 'ports');
  if (ports === undefined || !ts.isObjectLiteralExpression(ports)) throw unfamiliar(path, 'ports: { … }');
  return {
    edit,
    constant: constantOf(call, path),
    ports,
    portNames: memberNames(ports),
    granted: grantOf(spec, names),
  };
}

/** How an event port is declared; throws when the product has none of this name. */
export function declaredEvent({ ports, edit }: Declaration, name: string): DeclaredEvent {
  const call = member(ports, name);
  if (call === undefined || !isCallOf('event')(call)) throw GeneratorErrors.EVENT_MISSING({ event: name });
  const [, spec] = call.arguments;
  const message = member(spec, 'message');
  const [id, key, at] = ['id', 'key', 'at'].map((field) => textOf(member(spec, field)));
  if (message === undefined || !ts.isIdentifier(message) || !id || !key || !at)
    throw unfamiliar(edit.path, `${name}: event('${name}', { message: <class>, id: '…', key: '…', at: '…' })`);
  return { message: message.text, id, key, at };
}

function constantOf(call: ts.CallExpression, path: string): string {
  const { parent } = call;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  throw unfamiliar(path, 'export const <product> = dataProduct(…)');
}

function grantOf(spec: ts.Expression | undefined, { domain }: ProductNames): ts.ArrayLiteralExpression | undefined {
  const grants = member(spec, 'grants');
  if (grants === undefined || !ts.isArrayLiteralExpression(grants)) return undefined;
  const own = grants.elements.find((grant) => textOf(member(grant, 'role')) === `domain:${domain}`);
  const ports = member(own, 'ports');
  return ports !== undefined && ts.isArrayLiteralExpression(ports) ? ports : undefined;
}

export const unfamiliar = (file: string, part: string): Error =>
  GeneratorErrors.SOURCE_UNFAMILIAR({ file, part: `looked for ${part}` });
