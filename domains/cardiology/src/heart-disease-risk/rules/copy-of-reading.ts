import type { HeartReading } from '@mesh/heart-disease-risk';

type Every<Document> = { [Field in keyof Required<Document>]: Document[Field] };

/**
 * The fields of a reading in an object of its own, for Object.assign to add to; what was not measured stays undefined.
 * Written out, because V8 lays out the objects of one literal alike: to copy what a parser made, by spread or into an empty
 * object, takes longer than everything else that follows from a score, and so does then each walk over it, as to JSON.
 */
export const copyOfReading = (reading: HeartReading): HeartReading =>
  ({
    patientId: reading.patientId,
    measuredAt: reading.measuredAt,
    age: reading.age,
    sex: reading.sex,
    cp: reading.cp,
    trestbps: reading.trestbps,
    chol: reading.chol,
    fbs: reading.fbs,
    restecg: reading.restecg,
    thalach: reading.thalach,
    exang: reading.exang,
    oldpeak: reading.oldpeak,
    slope: reading.slope,
    ca: reading.ca,
    thal: reading.thal,
  }) satisfies Every<HeartReading> as HeartReading;
