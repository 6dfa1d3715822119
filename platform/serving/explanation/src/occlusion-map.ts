import type { ImageExplanation } from '@mesh/product';
import type { Background } from './background.js';
import { ExplanationErrors } from './explanation.errors.js';
import type { ImageForm } from './image-form.js';
import type { ExplainableModel, RowFunction } from './row-function.js';

/** Each place costs a score; a map of more of them is not asked for by a person who waits. */
const MOST_PLACES = 4_096;
/** Values in one call of the engine: 4 MiB of pixels at most beside the image. */
const VALUES_A_CALL = 2 ** 20;
/** The longer side has about so many patches, so that a map of any image costs some hundreds of scores. */
const PATCHES_A_SIDE = 8;

/** An explanation of an image before anybody has said which version it is of. */
export type OcclusionMap = Omit<ImageExplanation, 'model'>;

/** What an occlusion map may be asked with. */
export interface OcclusionSettings {
  /** Side of the covering square in pixels. Default an eighth of the longer side, rounded up. */
  readonly patch?: number;
}

/**
 * Covers one patch of an image after another and looks what the score loses (Zeiler and Fergus, ECCV 2014, section 4.2).
 * All channels of a patch take the background's mean at their place; a pixel has the mean of the patches that hold it.
 * With a patch of one pixel and a model linear in its scale these are the Shapley values. `row` has the columns of the
 * model, NaN where not measured. Throws EXPLANATION.NO_IMAGE, ROW_INVALID, BACKGROUND_EMPTY or PATCH_INVALID.
 */
export async function occlusionMap(
  { image, features, scale, evaluate }: ExplainableModel,
  background: Background,
  row: ArrayLike<number>,
  { patch: asked }: OcclusionSettings = {},
): Promise<OcclusionMap> {
  if (image === undefined) throw ExplanationErrors.NO_IMAGE();
  if (row.length !== features.length) throw ExplanationErrors.ROW_INVALID({ expected: features.length });
  if (background.rows === 0) throw ExplanationErrors.BACKGROUND_EMPTY();
  const { patch, stride, places } = placesOf(image, asked);
  const seen = Float32Array.from(row);
  const cover = meanImage(background);
  const value = (await evaluate(seen))[0] as number;
  const answers = await scoresOfCovered(evaluate, { seen, cover, image, patch, places });
  const [lost, times] = [new Float64Array(image.height * image.width), new Uint32Array(image.height * image.width)];
  places.forEach((place, nth) =>
    eachPixel(image, place, patch, (pixel) => {
      lost[pixel] = (lost[pixel] as number) + value - (answers[nth] as number);
      times[pixel] = (times[pixel] as number) + 1;
    }),
  );
  const map = Array.from({ length: image.height }, (_, y) =>
    Array.from({ length: image.width }, (__, x) => {
      const pixel = y * image.width + x;
      return (lost[pixel] as number) / (times[pixel] as number);
    }),
  );
  return { scale, method: 'occlusion', value, map, patch, stride, backgroundRows: background.rows };
}

/** Top left corner of a patch. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** Half a patch apart, the last at the edge, so that each pixel is covered at least once. */
function placesOf({ height, width }: ImageForm, asked = Math.ceil(Math.max(height, width) / PATCHES_A_SIDE)) {
  const patch = asked;
  const most = Math.min(height, width);
  if (!Number.isInteger(patch) || patch < 1 || patch > most) throw ExplanationErrors.PATCH_INVALID({ most });
  const stride = Math.max(1, Math.floor(patch / 2));
  const along = (side: number) => {
    const last = side - patch;
    return Array.from({ length: Math.ceil(last / stride) + 1 }, (_, nth) => Math.min(nth * stride, last));
  };
  const [down, across] = [along(height), along(width)];
  if (down.length * across.length > MOST_PLACES) throw ExplanationErrors.PATCH_INVALID({ most });
  return { patch, stride, places: down.flatMap((y) => across.map((x): Place => ({ x, y }))) };
}

function eachPixel({ width }: ImageForm, { x, y }: Place, patch: number, visit: (pixel: number) => void): void {
  for (let down = 0; down < patch; down += 1)
    for (let across = 0; across < patch; across += 1) visit((y + down) * width + x + across);
}

interface Covering {
  readonly seen: Float32Array;
  readonly cover: Float32Array;
  readonly image: ImageForm;
  readonly patch: number;
  readonly places: readonly Place[];
}

/** What the model says of the image with each place covered, in calls of bounded size. */
async function scoresOfCovered(
  evaluate: RowFunction,
  { seen, cover, image, patch, places }: Covering,
): Promise<Float32Array> {
  const size = image.height * image.width;
  const answers = new Float32Array(places.length);
  const atOnce = Math.max(1, Math.floor(VALUES_A_CALL / seen.length));
  for (let from = 0; from < places.length; from += atOnce) {
    const some = places.slice(from, from + atOnce);
    const rows = new Float32Array(some.length * seen.length);
    some.forEach((place, nth) => {
      const own = rows.subarray(nth * seen.length, (nth + 1) * seen.length);
      own.set(seen);
      eachPixel(image, place, patch, (pixel) => {
        for (let at = pixel; at < own.length; at += size) own[at] = cover[at] as number;
      });
    });
    answers.set(await evaluate(rows), from);
  }
  return answers;
}

/** Mean of the background at each column over the rows where it was measured; NaN where it never was. */
function meanImage({ values, rows }: Background): Float32Array {
  const width = values.length / rows;
  return Float32Array.from({ length: width }, (_, column) => {
    let [sum, measured] = [0, 0];
    for (let at = column; at < values.length; at += width) {
      const value = values[at] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      measured += 1;
    }
    return sum / measured;
  });
}
