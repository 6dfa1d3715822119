import type { ImageForm } from '@mesh/explanation';
import onnxProto from 'onnx-proto';
import { ServingErrors } from './serving-errors.js';

/** Metadata property of an ONNX model whose columns are the pixels of an image: its form as JSON. */
const PROPERTY = 'mesh.image';

/** The form of the images that a model sees; undefined for a model of rows. Throws SERVING.MODEL_INVALID. */
export function imageFormOf(bytes: Uint8Array, columns: number): ImageForm | undefined {
  const { metadataProps } = onnxProto.onnx.ModelProto.decode(bytes);
  const stated = metadataProps?.find(({ key }) => key === PROPERTY)?.value;
  if (stated === undefined || stated === null) return undefined;
  const form = formIn(stated);
  if (form === undefined || form.channels * form.height * form.width !== columns)
    throw ServingErrors.MODEL_INVALID({ reason: `its property ${PROPERTY} does not fit its columns` });
  return form;
}

function formIn(stated: string): ImageForm | undefined {
  let read: unknown;
  try {
    read = JSON.parse(stated);
  } catch {
    return undefined;
  }
  const { channels, height, width } = Object(read) as Partial<ImageForm>;
  const whole = (side: unknown): side is number => Number.isInteger(side) && (side as number) > 0;
  return whole(channels) && whole(height) && whole(width) ? { channels, height, width } : undefined;
}
