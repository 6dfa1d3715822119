import { backgroundOf, type ExplainableModel } from '@mesh/explanation';
import type { ModelVersion } from '@mesh/models';
import { ScoreExplainer, type OpenedVersion } from './score-explainer.js';

const versionOf = (version: string) => ({ model: 'shadow', version }) as ModelVersion;

/** A version that looks at the last of its four pixels, or of its four numbers. */
function versionThatSees(what: 'image' | 'row'): { readonly opened: OpenedVersion; closed: boolean } {
  const model: ExplainableModel & { close(): Promise<void> } = {
    features: ['p0', 'p1', 'p2', 'p3'],
    scale: 'log-odds',
    ...(what === 'image' && { image: { channels: 1, height: 2, width: 2 } }),
    evaluate: (rows) => Promise.resolve(rows.filter((_, at) => at % 4 === 3)),
    close: () => {
      watched.closed = true;
      return Promise.resolve();
    },
  };
  const watched = { opened: { model, background: backgroundOf([[1, 1, 1, 1]]) }, closed: false };
  return watched;
}

describe('given a version that sees images', () => {
  const explainer = new ScoreExplainer(() => Promise.resolve(versionThatSees('image').opened));

  it('tells by its name what each part of the image adds', async () => {
    await expect(explainer.explainImage(versionOf('2'), [5, 5, 5, 5], 1)).resolves.toEqual({
      model: { name: 'shadow', version: '2' },
      scale: 'log-odds',
      method: 'occlusion',
      value: 5,
      map: [
        [0, 0],
        [0, 4],
      ],
      patch: 1,
      stride: 1,
      backgroundRows: 1,
    });
  });

  it('refuses to explain it column by column, and goes on', async () => {
    await expect(explainer.explain(versionOf('2'), [5, 5, 5, 5])).rejects.toMatchObject({
      code: 'EXPLANATION.IMAGE_AS_ROW',
    });
    await expect(explainer.explainImage(versionOf('2'), [5, 5, 5, 5])).resolves.toMatchObject({ value: 5 });
  });
});

describe('given a version that sees rows', () => {
  const explainer = new ScoreExplainer(() => Promise.resolve(versionThatSees('row').opened));

  it('tells what each feature adds, and has no map', async () => {
    await expect(explainer.explain(versionOf('1'), [5, 5, 5, 5])).resolves.toMatchObject({
      method: 'additive',
      contributions: { p0: 0, p1: 0, p2: 0, p3: 4 },
    });
    await expect(explainer.explainImage(versionOf('1'), [5, 5, 5, 5])).rejects.toMatchObject({
      code: 'EXPLANATION.NO_IMAGE',
    });
  });
});

describe('given versions that come and go', () => {
  it('says nothing while the training data cannot be read, and asks again', async () => {
    let away = true;
    const explainer = new ScoreExplainer(() => Promise.resolve(away ? undefined : versionThatSees('row').opened));
    await expect(explainer.explain(versionOf('1'), [1, 1, 1, 2])).resolves.toBeUndefined();
    away = false;
    await expect(explainer.explain(versionOf('1'), [1, 1, 1, 2])).resolves.toMatchObject({ value: 2 });
  });

  it('keeps four open and closes the one that was asked longest ago', async () => {
    const made = new Map(['1', '2', '3', '4', '5'].map((name) => [name, versionThatSees('row')] as const));
    const explainer = new ScoreExplainer(({ version }) => Promise.resolve(made.get(version)!.opened));
    for (const name of ['1', '2', '3', '4', '1', '5']) await explainer.explain(versionOf(name), [1, 1, 1, 1]);
    expect([...made].filter(([, { closed }]) => closed).map(([name]) => name)).toEqual(['2']);
  });

  it('refuses what more than 32 would wait for', async () => {
    const explainer = new ScoreExplainer(() => Promise.resolve(versionThatSees('row').opened));
    const asked = Array.from({ length: 32 }, () => explainer.explain(versionOf('1'), [1, 1, 1, 1]));
    expect(() => explainer.explain(versionOf('1'), [1, 1, 1, 1])).toThrow(
      expect.objectContaining({ code: 'SERVING.OVERLOADED' }),
    );
    await Promise.all(asked);
    await expect(explainer.explain(versionOf('1'), [1, 1, 1, 1])).resolves.toMatchObject({ value: 1 });
  });
});
