import ts from 'typescript';

/** The first node below (and with) `node` that is what is looked for. */
export function find<Found extends ts.Node>(
  node: ts.Node,
  matches: (candidate: ts.Node) => candidate is Found,
): Found | undefined {
  if (matches(node)) return node;
  return ts.forEachChild(node, (child) => find(child, matches));
}

/** A call of a function by its bare name. */
export const isCallOf =
  (name: string) =>
  (node: ts.Node): node is ts.CallExpression =>
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name;

/** What a member of an object literal is set to; undefined when it is absent or written in another way. */
export function member(object: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  const property = object.properties.find(
    (candidate): candidate is ts.PropertyAssignment => ts.isPropertyAssignment(candidate) && nameOf(candidate) === name,
  );
  return property && bare(property.initializer);
}

/** The names of the members of an object literal. */
export const memberNames = (object: ts.ObjectLiteralExpression): readonly string[] =>
  object.properties.map(nameOf).filter((name) => name !== undefined);

/** The text of a literal. */
export const textOf = (node: ts.Expression | undefined): string | undefined =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;

function nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  if (name === undefined) return undefined;
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

/** Without `as const`, `satisfies …` and brackets. */
function bare(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)
    ? bare(node.expression)
    : node;
}
