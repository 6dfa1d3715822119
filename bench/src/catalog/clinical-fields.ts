import type { DescribedField, DescribedTerm } from '@mesh/events';

interface Measure {
  readonly title: string;
  readonly names: readonly string[];
  readonly unit: string;
  readonly loinc: string;
  readonly synonyms: readonly string[];
}

const measure = (title: string, names: string, unit: string, loinc: string, synonyms = ''): Measure => ({
  title,
  names: names.split(' '),
  unit,
  loinc,
  synonyms: synonyms === '' ? [] : synonyms.split(', '),
});

/** What clinics measure, with UCUM units and LOINC codes. */
const MEASURES: readonly Measure[] = [
  measure('Heart rate', 'thalach heart_rate hrBpm restingHeartRate', '/min', '8867-4', 'pulse, beats per minute'),
  measure('Systolic blood pressure', 'trestbps systolicMmHg sbp', 'mm[Hg]', '8480-6', 'upper blood pressure'),
  measure('Diastolic blood pressure', 'diastolicMmHg dbp', 'mm[Hg]', '8462-4', 'lower blood pressure'),
  measure('Body temperature', 'temperatureCel bodyTemp', 'Cel', '8310-5', 'fever'),
  measure('Respiratory rate', 'respRate breaths_per_min', '/min', '9279-1', 'breathing rate'),
  measure('Oxygen saturation', 'spo2 oxygenSaturation', '%', '59408-5', 'blood oxygen'),
  measure('Glucose', 'glucose_mgdl glucoseMmolL', 'mg/dL', '2339-0', 'blood sugar'),
  measure('Haemoglobin A1c', 'hba1c a1cPercent', '%', '4548-4', 'glycated haemoglobin'),
  measure('Cholesterol', 'chol totalCholesterol', 'mg/dL', '2093-3'),
  measure('HDL cholesterol', 'hdl hdlChol', 'mg/dL', '2085-9', 'good cholesterol'),
  measure('Triglycerides', 'trig triglycerides', 'mg/dL', '2571-8', 'blood fats'),
  measure('Creatinine', 'creatinine crea_umol', 'mg/dL', '2160-0'),
  measure('Sodium', 'sodium na_mmol', 'mmol/L', '2951-2'),
  measure('Potassium', 'potassium k_mmol', 'mmol/L', '2823-3'),
  measure('Chloride', 'chloride cl_mmol', 'mmol/L', '2075-0'),
  measure('Urea nitrogen', 'bun ureaNitrogen', 'mg/dL', '3094-0'),
  measure('Haemoglobin', 'hb hgb haemoglobin', 'g/dL', '718-7', 'blood pigment'),
  measure('Haematocrit', 'hct haematocrit', '%', '4544-3'),
  measure('Platelets', 'plt platelets', '10*3/uL', '777-3', 'thrombocytes'),
  measure('Leukocytes', 'wbc leukocytes', '10*3/uL', '6690-2', 'white blood cells'),
  measure('Erythrocytes', 'rbc erythrocytes', '10*6/uL', '789-8', 'red blood cells'),
  measure('Alanine aminotransferase', 'alt alat', 'U/L', '1742-6', 'liver enzyme'),
  measure('Aspartate aminotransferase', 'ast asat', 'U/L', '1920-8'),
  measure('Bilirubin', 'bili bilirubinTotal', 'mg/dL', '1975-2', 'jaundice'),
  measure('Albumin', 'albumin alb', 'g/dL', '1751-7'),
  measure('C reactive protein', 'crp crpMgL', 'mg/L', '1988-5', 'inflammation'),
  measure('Troponin I', 'troponin tni', 'ng/mL', '10839-9', 'heart attack marker'),
  measure('Lactate', 'lactate lac', 'mmol/L', '2524-7'),
  measure('Ferritin', 'ferritin', 'ng/mL', '2276-4', 'iron store'),
  measure('Thyrotropin', 'tsh', 'm[IU]/L', '3016-3', 'thyroid hormone'),
  measure('Body weight', 'weightKg weight', 'kg', '29463-7'),
  measure('Body height', 'heightCm height', 'cm', '8302-2'),
  measure('Body mass index', 'bmi', 'kg/m2', '39156-5'),
  measure('Fibrin D-dimer', 'ddimer', 'ng/mL', '48065-7', 'clot marker'),
  measure('Procalcitonin', 'pct procalcitonin', 'ng/mL', '33959-8', 'sepsis marker'),
  measure('Pain severity', 'painScore', '{score}', '72514-3'),
  measure('Glasgow coma score', 'gcs gcsTotal', '{score}', '9269-2', 'consciousness'),
];

const termId = ({ title }: Measure): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Every measure as a field under one of its names, with its term of the glossary. */
export const CLINICAL_FIELDS: readonly { readonly field: DescribedField; readonly term: DescribedTerm }[] =
  MEASURES.flatMap((said) => {
    const codes = [{ system: 'LOINC', code: said.loinc }];
    const { title, synonyms } = said;
    const term = { id: termId(said), title, definition: `${title} of a person, as measured`, synonyms, codes };
    return said.names.map((name) => ({
      term,
      field: { name, type: 'number', description: title, unit: said.unit, codes, phi: true, term: term.id },
    }));
  });
