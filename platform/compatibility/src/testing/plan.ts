import 'reflect-metadata';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { publishedDocuments } from '@mesh/documents';
import {
  Code,
  dataProduct,
  defineErrors,
  Example,
  IsInstant,
  Meaning,
  Phi,
  quality,
  Unit,
  type Accepted,
  type DataProduct,
  type Port,
  type ProductId,
  type ProductSpec,
  type Shape,
} from '@mesh/product';

/** The decorators of each field; a field that is itself a shape names it in `holds`. */
export interface Fields {
  [field: string]: readonly PropertyDecorator[];
}

export type ShapeName = 'Reading' | 'Answer' | 'Scored' | 'Case' | 'Measured' | 'Device';

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** A declaration before it is one: every part of it can be changed. */
export interface Plan {
  shapes: Record<ShapeName, Fields>;
  /** What a port or an accepted input is declared with, besides the shapes. */
  ports: Record<string, Draft<PortPlan>>;
  spec: Draft<Omit<ProductSpec, 'ports'>>;
}

export interface PortPlan {
  readonly kind: Port['kind'] | Accepted['kind'];
  readonly [member: string]: unknown;
}

const Errors = defineErrors('PULSE', {
  NOT_READY: { kind: 'unavailable', title: 'The model is not loaded', fix: 'Repeat the call.' },
  UNKNOWN_DEVICE: { kind: 'conflict', title: 'The device is not known', fix: 'Register the device.' },
  DEVICE_GONE: { kind: 'invalid', status: 410, title: 'The device is gone', fix: 'Use another.' },
});

/** Errors that a plan may raise. */
export { Errors as PlanErrors };

const scored = (): Fields => ({
  scoreId: [IsString(), MinLength(1), Example('s-1', 's-2')],
  patientId: [Phi(), IsString(), MinLength(1), MaxLength(64), Example('p-1')],
  probability: [IsNumber(), Min(0), Max(1), Example(0.2, 0.8)],
  risk: [IsIn(['low', 'high'])],
  remark: [IsOptional(), IsString(), MaxLength(200), Example('at rest')],
  scoredAt: [IsInstant(), Example('2026-01-31T12:00:00Z')],
  storedAt: [IsInstant(), Example('2026-01-31T12:00:01Z')],
});

/** A product with a port of each kind, which changes start from. */
export function basePlan(): Plan {
  return {
    shapes: {
      Device: { maker: [IsString(), Example('acme')], model: [IsOptional(), IsString(), Example('one')] },
      Reading: {
        patientId: [Phi(), IsString(), MinLength(1), MaxLength(64), Example('p-1')],
        measuredAt: [IsInstant(), Example('2026-01-31T12:00:00Z')],
        age: [
          Meaning('Age of the person'),
          Unit('a'),
          Code('LOINC', '30525-0'),
          IsNumber(),
          Min(0),
          Max(120),
          Example(63),
        ],
        sex: [Meaning('Sex', { '0': 'female', '1': 'male' }), IsIn([0, 1])],
        pressure: [
          Meaning('Systolic pressure'),
          Unit('mm[Hg]'),
          Code('LOINC', '8480-6'),
          IsOptional(),
          IsNumber(),
          Min(40),
          Max(300),
          Example(120),
        ],
        steps: [IsOptional(), IsInt(), Example(100)],
        worn: [IsBoolean()],
        device: [ValidateNested()],
      },
      Answer: {
        scoreId: [IsString(), Example('s-1')],
        probability: [Meaning('Probability of disease'), IsNumber(), Min(0), Max(1), Example(0.2)],
        risk: [IsIn(['low', 'high'])],
        pulse: [Unit('/min'), IsNumber(), Min(20), Max(300), Example(60)],
        remark: [IsOptional(), IsString(), MaxLength(200), Example('at rest')],
        device: [ValidateNested()],
      },
      Scored: scored(),
      Measured: {
        readingId: [IsString(), Example('r-1')],
        patientId: [Phi(), IsString(), MinLength(1), MaxLength(64), Example('p-1')],
        pulse: [Unit('/min'), IsNumber(), Min(20), Max(300), Example(60)],
        arm: [IsOptional(), IsIn(['left', 'right'])],
        takenAt: [IsInstant(), Example('2026-01-31T12:00:00Z')],
      },
      Case: {
        caseId: [IsString(), Example('c-1')],
        age: [Meaning('Age of the person'), Unit('a'), IsNumber(), Min(0), Max(120), Example(63)],
        finding: [Meaning('Disease found', { '0': 'no', '1': 'yes' }), IsIn([0, 1])],
        site: [IsOptional(), IsString(), Example('north')],
        studiedAt: [IsInstant(), Example('1988-07-01T00:00:00Z')],
        recordedAt: [IsInstant(), Example('1988-07-01T00:00:00Z')],
      },
    },
    ports: {
      scores: {
        kind: 'rest',
        method: 'POST',
        path: '/scores',
        summary: 'Scores a reading',
        body: 'Reading',
        returns: 'Answer',
        raises: [Errors.NOT_READY],
      },
      scored: {
        kind: 'event',
        name: 'scored',
        summary: 'A reading was scored',
        message: 'Scored',
        id: 'scoreId',
        key: 'patientId',
        at: 'scoredAt',
      },
      history: {
        kind: 'dataset',
        name: 'history',
        summary: 'Every score',
        row: 'Scored',
        key: 'scoreId',
        partitionBy: 'scoredAt',
        lands: 'scored',
        refresh: '5m',
        quality: [],
      },
      cases: {
        kind: 'dataset',
        name: 'cases',
        summary: 'Known cases',
        row: 'Case',
        key: 'caseId',
        partitionBy: 'recordedAt',
        refresh: '1d',
        quality: [
          quality.complete('caseId', { because: 'A case has a name.' }),
          quality.mostlyComplete('site', { percentEmpty: 10, because: 'Most sites are known.' }),
          quality.atLeastRows(300, { because: 'The study has 303 cases.' }),
        ],
      },
    },
    spec: {
      version: '1.2.0',
      title: 'Pulse',
      owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
      purpose: 'Follow the pulse of a person.',
      limitations: 'Not for children.',
      sensitivity: 'phi',
      tags: ['heart'],
      grants: [
        { role: 'clinic', ports: ['scores', 'history', 'cases'], purposes: ['TREAT', 'HRESCH'], reveals: ['phi'] },
        { role: 'data-scientist', ports: ['scored', 'cases'], purposes: ['HRESCH'] },
      ],
      promises: { availability: 0.999, latencyP99: '25ms', freshness: '5m', retention: '7y' },
    },
  };
}

/** The declaration of a plan. */
export function declared({ shapes, ports, spec }: Plan): DataProduct {
  const Device = shapeOf('Device', shapes.Device, {});
  const classes: Record<string, Shape> = { Device };
  for (const name of ['Reading', 'Answer', 'Scored', 'Case', 'Measured'] as const)
    classes[name] = shapeOf(name, shapes[name], { device: Device });
  const built = Object.entries(ports).map(([name, port]) => ({
    name,
    port: Object.fromEntries(
      Object.entries(port).map(([member, value]) => [
        member,
        SHAPED.has(member) ? (classes[String(value)] ?? value) : value,
      ]),
    ),
  }));
  const ofKind = <One>(isAccepted: boolean): Record<string, One> =>
    Object.fromEntries(
      built
        .filter(({ port }) => (port['kind'] === 'accepted') === isAccepted)
        .map(({ name, port }) => [name, port as unknown as One]),
    );
  const whole: ProductSpec = { ...spec, ports: ofKind<Port>(false), inputs: ofKind<Accepted>(true) };
  return declare('cardiology.pulse', whole);
}

/** What the compiler checks of a declaration as it is written, it cannot check of one that is put together. */
const declare = dataProduct as (id: ProductId, spec: ProductSpec) => DataProduct;

const SHAPED = new Set(['body', 'returns', 'message', 'row']);

function shapeOf(name: string, fields: Fields, held: Readonly<Record<string, Shape>>): Shape {
  const shape = { [name]: class {} }[name] as Shape;
  for (const [field, decorators] of Object.entries(fields)) {
    Reflect.defineMetadata('design:type', held[field] ?? Object, shape.prototype as object, field);
    for (const decorate of [...decorators].reverse()) decorate(shape.prototype as object, field);
  }
  return shape;
}

/** The published documents of a plan, by name. */
export const documentsOf = (plan: Plan): ReadonlyMap<string, string> =>
  new Map(publishedDocuments(declared(plan)).map(({ name, text }) => [name, text]));
