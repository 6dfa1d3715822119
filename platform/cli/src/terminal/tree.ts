/** A value in an outline. */
export interface Branch {
  readonly label: string;
  readonly branches?: readonly Branch[];
}

/** An outline drawn with lines, the root first. */
export function drawTree({ label, branches = [] }: Branch): string {
  return [label, ...branches.flatMap((branch, index) => twigs(branch, index === branches.length - 1))].join('\n');
}

function twigs(branch: Branch, last: boolean): string[] {
  const [head = '', ...rest] = drawTree(branch).split('\n');
  return [`${last ? '└─' : '├─'} ${head}`, ...rest.map((line) => `${last ? '  ' : '│ '} ${line}`)];
}

/** Any JSON value as an outline: members become branches; short values, and lists of them, stand beside their names; below `depth` levels only names. */
export function outlineOf(name: string, value: unknown, depth = Infinity): Branch {
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object'))
    return { label: `${name}: ${value.join(', ')}` };
  if (typeof value === 'object' && value !== null && depth === 0) return { label: `${name}: …` };
  if (Array.isArray(value))
    return { label: name, branches: value.map((entry, index) => outlineOf(nameOf(entry, index), entry, depth - 1)) };
  if (typeof value === 'object' && value !== null) {
    return { label: name, branches: Object.entries(value).map(([key, member]) => outlineOf(key, member, depth - 1)) };
  }
  return { label: `${name}: ${String(value)}` };
}

/** An entry of a list is called by its own name where it has one. */
function nameOf(entry: unknown, index: number): string {
  const { name, id } = (typeof entry === 'object' && entry !== null ? entry : {}) as { name?: unknown; id?: unknown };
  return typeof name === 'string' ? name : typeof id === 'string' ? id : String(index + 1);
}
