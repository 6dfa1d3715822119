import { compare, type Change } from './index.js';
import { drop } from './testing/edits.js';
import { basePlan, documentsOf, type Plan } from './testing/plan.js';

const base = documentsOf(basePlan());
function changesAfter(...edits: readonly ((plan: Plan) => void)[]): readonly Change[] {
  const plan = basePlan();
  edits.forEach((edit) => edit(plan));
  return compare(base, documentsOf(plan));
}
const versioned =
  (version: '1.3.0' | '2.0.0') =>
  ({ spec }: Plan): void => {
    spec.version = version;
  };

describe('given the same declaration twice', () => {
  it('finds nothing different', () => {
    expect(changesAfter()).toEqual([]);
  });
});

describe('given a new version and nothing else', () => {
  it('finds nothing different', () => {
    expect(changesAfter(versioned('1.3.0'))).toEqual([]);
  });
});

describe('given a new major and a field that is gone', () => {
  it('tells of the move once, and of the field as if the addresses were the same', () => {
    const breaking = changesAfter(versioned('2.0.0'), drop('Answer', 'remark')).filter(
      ({ hurts }) => hurts !== 'nobody',
    );
    expect(breaking.map(({ kind }) => kind)).toEqual(['major-moved-without-end', 'field-removed']);
  });

  it('finds nothing but the move when nothing else is different', () => {
    expect(changesAfter(versioned('2.0.0')).map(({ kind }) => kind)).toEqual(['major-moved-without-end']);
  });
});

describe('given one change that several documents tell of', () => {
  it('is one change, with the names of the others', () => {
    const [change, ...others] = changesAfter(drop('Scored', 'remark')).filter(
      ({ kind, port }) => kind === 'field-removed' && port === 'scored',
    );
    expect(change?.alsoIn).toEqual(expect.arrayContaining(['contract.odcs.yaml', 'schemas/Scored.schema.json']));
    expect(others).toEqual([]);
  });
});

describe('given something that no rule speaks of', () => {
  it('counts it as breaking and says so', () => {
    const surprising = { ...(JSON.parse(base.get('openapi.json') ?? '') as object), 'x-surprise': true };
    const [change] = compare(base, new Map([...base, ['openapi.json', JSON.stringify(surprising)]]));
    expect(change).toMatchObject({
      kind: 'undecided',
      undecided: true,
      hurts: 'both',
      deserves: 'major',
      path: '/x-surprise',
    });
    expect(change?.because).toContain('cannot be decided');
  });
});

describe('given a document that is none', () => {
  it.each([
    ['openapi.json', '{'],
    ['contract.odcs.yaml', '- a\n- b'],
  ])('names it: %s', (name, text) => {
    const broken = new Map([[name, text]]);
    const refusal = { code: 'COMPATIBILITY.DOCUMENT_UNREADABLE', meta: { document: name } };
    expect(() => compare(broken, broken)).toThrow(expect.objectContaining(refusal) as Error);
  });
});
