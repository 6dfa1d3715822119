import { axisStart, axisTicks, historyPoints, rocLine } from './curve-points.js';

describe('given what a chart draws', () => {
  it('begins the ROC curve where nobody is found', () => {
    expect(rocLine([{ threshold: 0.5, truePositiveRate: 0.8, falsePositiveRate: 0.1 }])).toEqual([
      { x: 0, y: 0 },
      { x: 0.1, y: 0.8 },
    ]);
    expect(rocLine(undefined)).toEqual([{ x: 0, y: 0 }]);
  });

  it('orders versions by number, not by text', () => {
    const version = (number: string, status = 'ready') => ({
      version: number,
      status,
      metrics: { rocAuc: { value: 0.9, low: 0.8, high: 0.95, n: 10 } },
    });
    const points = historyPoints([version('10'), version('9', 'withdrawn'), version('2')]);
    expect(points.map((point) => [point.version, point.withdrawn])).toEqual([
      ['2', false],
      ['9', true],
      ['10', false],
    ]);
    expect(points[0]?.reach.map((reach) => reach.toFixed(2))).toEqual(['0.10', '0.05']);
  });

  it.each([
    [[0.81, 0.9], 0.8],
    [[0.8], 0.7],
    [[0.03], 0],
    [[0], 0],
    [[], 0.9],
  ])('begins the axis below %p', (lowest, start) => expect(axisStart(lowest)).toBeCloseTo(start, 10));

  it.each([
    [0.8, [0.8, 0.85, 0.9, 0.95, 1]],
    [0.5, [0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    [0, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.1, [0.2, 0.4, 0.6, 0.8, 1]],
  ])('marks the axis that begins at %p', (start, ticks) => expect(axisTicks(start)).toEqual(ticks));
});
