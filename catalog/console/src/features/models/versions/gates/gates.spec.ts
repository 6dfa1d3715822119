import { mayDo } from '../../may-do.js';
import {
  cannotApprove,
  failedFirst,
  splitFigures,
  wayOfStanding,
  type GateOverride,
  type GateVerdict,
} from './gate-standing.js';

const verdict = (gate: string, passed: boolean): GateVerdict => ({ gate, passed, reason: '', figures: {} });
const approved = { state: 'approved' } as GateOverride;
const requested = { state: 'requested' } as GateOverride;
const failed = [verdict('rocAuc', true), verdict('brier', false)];

describe('given a version that was judged or not', () => {
  it.each([
    ['passed', { mayServe: true, verdicts: [verdict('rocAuc', true)], overrides: [] }, 'ready'],
    ['refused', { mayServe: false, verdicts: failed, overrides: [requested] }, 'ready'],
    ['overridden', { mayServe: true, verdicts: failed, overrides: [requested, approved] }, 'ready'],
    ['overridden', { mayServe: true, overrides: [approved] }, 'ready'],
    ['served', { mayServe: true, verdicts: failed, overrides: [] }, 'ready'],
    ['unjudgedOpen', { mayServe: true, overrides: [] }, 'ready'],
    ['unjudgedClosed', { mayServe: false, overrides: [] }, 'ready'],
    ['withdrawn', { mayServe: false, verdicts: [verdict('rocAuc', true)], overrides: [] }, 'withdrawn'],
  ] as const)('says that it is %s', (way, standing, status) => {
    expect(wayOfStanding(standing, status)).toBe(way);
  });

  it('shows what failed first, and the rest as it was', () => {
    const gates = failedFirst([...failed, verdict('size', true)]).map(({ gate }) => gate);
    expect(gates).toEqual(['brier', 'rocAuc', 'size']);
  });

  it('tells what was measured from what was asked', () => {
    expect(splitFigures({ value: 0.7, low: 0.6, min: 0.85, rows: 91, leastCases: 25 })).toEqual({
      measured: [
        ['value', 0.7],
        ['low', 0.6],
        ['rows', 91],
      ],
      asked: [
        ['min', 0.85],
        ['leastCases', 25],
      ],
    });
    expect(splitFigures({})).toEqual({ measured: [], asked: [] });
  });
});

describe('given an override that waits for a second person', () => {
  const override = { requestedBy: 'dana-scientist' };
  const version = { author: 'ted-scientist' };

  it.each([
    ['dana-scientist', ['data-scientist'], 'own'],
    ['ted-scientist', ['data-scientist'], 'author'],
    ['gov-auditor', ['auditor'], 'role'],
    ['ops', ['operator'], 'role'],
    ['pat-practitioner', ['practitioner'], undefined],
    ['team-cardiology', ['domain', 'domain:cardiology'], undefined],
  ] as const)('%s with %j: %s', (id, roles, why) => {
    expect(cannotApprove({ id, roles }, override, version)).toBe(why);
  });

  it('is closed to whoever is signed out', () => expect(cannotApprove(undefined, override, version)).toBe('role'));
});

describe('given the deeds of a model’s life', () => {
  it.each([
    ['change', ['domain', 'data-scientist']],
    ['approve', ['domain', 'data-scientist', 'practitioner']],
    ['holdBack', ['domain', 'data-scientist', 'operator']],
    ['resume', ['domain', 'operator']],
    ['readLogs', ['domain', 'data-scientist', 'data-engineer', 'auditor', 'operator']],
  ] as const)('%s is open to %j alone', (deed, open) => {
    const all = ['domain', 'data-scientist', 'data-engineer', 'auditor', 'operator', 'practitioner', 'consumer'];
    expect(all.filter((role) => mayDo({ roles: [role] }, deed))).toEqual(open);
  });
});
