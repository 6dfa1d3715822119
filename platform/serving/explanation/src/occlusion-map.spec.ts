import { backgroundOf, Explainer, occlusionMap, type ExplainableModel, type ImageForm } from './index.js';

const pixelsOf = ({ channels, height, width }: ImageForm) => channels * height * width;

/** A model of images that is computed image by image, and the most rows that it was asked for at once. */
function modelOf(image: ImageForm, of: (pixels: Float32Array) => number): ExplainableModel & { most: number } {
  const size = pixelsOf(image);
  const model = {
    features: Array.from({ length: size }, (_, n) => `p${n}`),
    scale: 'log-odds' as const,
    image,
    most: 0,
    evaluate: (rows: Float32Array) => {
      const count = rows.length / size;
      model.most = Math.max(model.most, count);
      return Promise.resolve(
        Float32Array.from({ length: count }, (_, nth) => of(rows.subarray(nth * size, (nth + 1) * size))),
      );
    },
  };
  return model;
}

const flat = (image: ImageForm, value: number) => new Float32Array(pixelsOf(image)).fill(value);
const background = (image: ImageForm) => backgroundOf([flat(image, 1), flat(image, 3)]);

describe('given a model that looks at one part of an image', () => {
  const image = { channels: 1, height: 8, width: 12 };
  // Two bright pixels side by side, in row 5.
  const model = modelOf(image, (pixels) => 2 * pixels[5 * 12 + 7]! + pixels[5 * 12 + 8]!);
  const bright = flat(image, 2);
  bright[5 * 12 + 7] = 10;

  it('tells the loss where that part is covered, and nothing elsewhere', async () => {
    const told = await occlusionMap(model, background(image), bright, { patch: 2 });
    expect(told).toMatchObject({ method: 'occlusion', scale: 'log-odds', value: 22, patch: 2, stride: 1 });
    expect(told.backgroundRows).toBe(2);
    expect([told.map.length, told.map[0]!.length]).toEqual([8, 12]);
    // The mean of the background is 2: covered, the bright pixel loses 2 × 8; its neighbours are with it in some patches.
    expect(told.map[5]![7]).toBeCloseTo(16, 5);
    expect(told.map[5]![8]).toBeCloseTo(8, 5);
    expect(told.map[4]![6]).toBeCloseTo(4, 5);
    const near = ([y, x]: readonly [number, number]) => Math.abs(y - 5) <= 1 && Math.abs(x - 7) <= 1;
    told.map.forEach((row, y) => row.forEach((lost, x) => near([y, x]) || expect(lost).toBe(0)));
  });

  it('covers each pixel, also where the patches do not come out even', async () => {
    const sums = modelOf(image, (pixels) => pixels.reduce((sum, pixel) => sum + pixel, 0));
    const { map, stride } = await occlusionMap(sums, background(image), flat(image, 3), { patch: 5 });
    expect(stride).toBe(2);
    // Each patch of 25 pixels that are 1 above the mean.
    map.flat().forEach((lost) => expect(lost).toBeCloseTo(25, 3));
  });

  it('takes an eighth of the longer side where no patch is named', async () => {
    expect(await occlusionMap(model, background(image), bright)).toMatchObject({ patch: 2, stride: 1 });
  });
});

describe('given a linear model of images with channels, and a pixel that was not measured', () => {
  const image = { channels: 2, height: 2, width: 3 };
  const weights = Array.from({ length: 12 }, (_, n) => n - 4);
  const model = modelOf(image, (pixels) =>
    pixels.reduce((sum, pixel, n) => sum + weights[n]! * (Number.isNaN(pixel) ? 2 : pixel), 0),
  );
  const rows = [1, 2, 6].map((value) => Float64Array.from({ length: 12 }, (_, n) => value + n));

  it('gives the Shapley values of the pixels of all channels together, a pixel at a time', async () => {
    const row = Float64Array.from({ length: 12 }, (_, n) => (n === 4 ? NaN : 5 - n));
    const { map } = await occlusionMap(model, backgroundOf(rows), row, { patch: 1 });
    const { image: _, ...asRow } = model;
    const { contributions } = await (await Explainer.of(asRow, backgroundOf(rows))).explain(row);
    map.flat().forEach((lost, pixel) => {
      expect(lost).toBeCloseTo(contributions[pixel]!.contribution + contributions[pixel + 6]!.contribution, 4);
    });
  });
});

describe('given a large image', () => {
  const image = { channels: 1, height: 256, width: 256 };
  const model = modelOf(image, (pixels) => pixels[200 * 256 + 100]!);

  it('asks the model for a bounded number of covered images at once', async () => {
    const { map, patch, stride } = await occlusionMap(model, background(image), flat(image, 4));
    expect([patch, stride]).toEqual([32, 16]);
    expect(model.most).toBeLessThanOrEqual(2 ** 20 / 65_536);
    expect(map[200]![100]).toBeCloseTo(2, 5);
    expect(map[20]![20]).toBe(0);
  });

  it.each([0, 1.5, 257, 2])('refuses a patch of %d pixels: none, too large or one of too many', async (patch) => {
    await expect(occlusionMap(model, background(image), flat(image, 4), { patch })).rejects.toMatchObject({
      code: 'EXPLANATION.PATCH_INVALID',
      meta: { most: 256 },
    });
  });

  it('is not explained column by column', async () => {
    await expect(Explainer.of(model, background(image))).rejects.toMatchObject({ code: 'EXPLANATION.IMAGE_AS_ROW' });
  });
});

describe('given what has no map', () => {
  const image = { channels: 1, height: 4, width: 4 };
  const model = modelOf(image, (pixels) => pixels[0]!);

  it('refuses a model of rows, a row of another width and a background without rows', async () => {
    const { image: _, ...rows } = model;
    const refused = (code: string) => ({ code: `EXPLANATION.${code}` });
    await expect(occlusionMap(rows, background(image), flat(image, 1))).rejects.toMatchObject(refused('NO_IMAGE'));
    await expect(occlusionMap(model, background(image), [1])).rejects.toMatchObject(refused('ROW_INVALID'));
    await expect(occlusionMap(model, backgroundOf([]), flat(image, 1))).rejects.toMatchObject(
      refused('BACKGROUND_EMPTY'),
    );
  });
});
