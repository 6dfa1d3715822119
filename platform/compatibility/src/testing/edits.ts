import type { Case } from './cases.js';
import type { Plan, PortPlan, ShapeName } from './plan.js';

type Edit = Case['edit'];

/** A field with its decorators, new or instead of the old one. */
export const put =
  (shape: ShapeName, field: string, ...decorators: readonly PropertyDecorator[]): Edit =>
  ({ shapes }) => {
    shapes[shape][field] = decorators;
  };

/** A field less. */
export const drop =
  (shape: ShapeName, field: string): Edit =>
  ({ shapes }) => {
    delete shapes[shape][field];
  };

/** Members of a port, new or instead of the old ones; undefined takes one away. */
export const port =
  (name: string, members: Readonly<Record<string, unknown>>): Edit =>
  ({ ports }) => {
    const changed = Object.entries({ ...ports[name], ...members }).filter(([, value]) => value !== undefined);
    ports[name] = Object.fromEntries(changed) as unknown as PortPlan;
  };

/** A port less, and no grant that speaks of it. */
export const dropPort =
  (name: string): Edit =>
  (plan) => {
    delete plan.ports[name];
    closePort(name)(plan);
  };

/** A port that no grant opens. */
export const closePort =
  (name: string): Edit =>
  ({ spec }) => {
    spec.grants = spec.grants.map((grant) => ({ ...grant, ports: grant.ports.filter((opened) => opened !== name) }));
  };

/** Members of the product, new or instead of the old ones. */
export const product =
  (members: Partial<Plan['spec']>): Edit =>
  ({ spec }) => {
    Object.assign(spec, members);
  };

/** Promises of the product, new or instead of the old ones. */
export const promise =
  (promises: Partial<Plan['spec']['promises']>): Edit =>
  ({ spec }) => {
    spec.promises = { ...spec.promises, ...promises };
  };

/** Several edits, one after the other. */
export const all =
  (...edits: readonly Edit[]): Edit =>
  (plan) => {
    edits.forEach((edit) => edit(plan));
  };

type Judged = Pick<Case, 'direction' | 'hurts' | 'deserves'> & Partial<Case>;

/** Writes rows that are judged alike. */
export const rowsOf =
  (judged: Judged) =>
  (change: string, edit: Edit, kind: string, more: Partial<Case> = {}): Case => ({
    ...judged,
    change,
    edit,
    kind,
    ...more,
  });
