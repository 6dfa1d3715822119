import { IsIn, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import {
  age,
  angina,
  chestPain,
  cholesterol,
  coronaryAngiography,
  electrocardiogram,
  fastingBloodSugar,
  heartRate,
  perfusionScan,
  sex,
  stDepression,
  stSegment,
  systolicBloodPressure,
} from '@mesh/glossary';
import { Code, Example, Meaning, Means, Unit } from '@mesh/product';

/**
 * The 13 attributes of the UCI heart disease study that the model sees, in the order of its input columns.
 * What was not measured is null or left out; age and sex are always known.
 */
export class HeartFeatures {
  @Means(age)
  @Meaning('Age of the person')
  @Unit('a')
  @Code('LOINC', '30525-0')
  @Example(63, 41, 56)
  @IsNumber()
  @Min(0)
  @Max(120)
  age!: number;

  @Means(sex)
  @Meaning('Sex', { '0': 'female', '1': 'male' })
  @Code('LOINC', '46098-0')
  @Example(1, 0, 1)
  @IsIn([0, 1])
  sex!: number;

  @Means(chestPain)
  @Meaning('Kind of chest pain', {
    '1': 'typical angina',
    '2': 'atypical angina',
    '3': 'non-anginal pain',
    '4': 'asymptomatic',
  })
  @Code('SNOMED', '29857009')
  @Example(4, 2, 3)
  @IsOptional()
  @IsIn([1, 2, 3, 4])
  cp?: number | null;

  @Means(systolicBloodPressure)
  @Meaning('Systolic blood pressure at rest')
  @Unit('mm[Hg]')
  @Code('LOINC', '8480-6')
  @Example(145, 118, 134)
  @IsOptional()
  @IsNumber()
  @Min(40)
  @Max(300)
  trestbps?: number | null;

  @Means(cholesterol)
  @Meaning('Serum cholesterol; 0 stands for not measured')
  @Unit('mg/dL')
  @Code('LOINC', '2093-3')
  @Example(268, 204, 236)
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1000)
  chol?: number | null;

  @Means(fastingBloodSugar)
  @Meaning('Fasting blood sugar above 120 mg/dL', { '0': 'no', '1': 'yes' })
  @Example(1, 0, 0)
  @IsOptional()
  @IsIn([0, 1])
  fbs?: number | null;

  @Means(electrocardiogram)
  @Meaning('Electrocardiogram at rest', {
    '0': 'normal',
    '1': 'ST-T wave abnormality',
    '2': 'left ventricular hypertrophy',
  })
  @Example(2, 0, 1)
  @IsOptional()
  @IsIn([0, 1, 2])
  restecg?: number | null;

  @Means(heartRate)
  @Meaning('Maximum heart rate reached')
  @Unit('/min')
  @Code('LOINC', '8867-4')
  @Example(128, 172, 149)
  @IsOptional()
  @IsNumber()
  @Min(20)
  @Max(300)
  thalach?: number | null;

  @Means(angina)
  @Meaning('Angina induced by exercise', { '0': 'no', '1': 'yes' })
  @Example(1, 0, 0)
  @IsOptional()
  @IsIn([0, 1])
  exang?: number | null;

  @Means(stDepression)
  @Meaning('ST depression induced by exercise relative to rest; may be negative')
  @Unit('mm')
  @Example(2.4, 0, 1.1)
  @IsOptional()
  @IsNumber()
  @Min(-10)
  @Max(10)
  oldpeak?: number | null;

  @Means(stSegment)
  @Meaning('Slope of the ST segment at peak exercise', { '1': 'upsloping', '2': 'flat', '3': 'downsloping' })
  @Example(2, 1, 2)
  @IsOptional()
  @IsIn([1, 2, 3])
  slope?: number | null;

  @Means(coronaryAngiography)
  @Meaning('Major vessels coloured by fluoroscopy')
  @Example(2, 0, null)
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3)
  ca?: number | null;

  @Means(perfusionScan)
  @Meaning('Thallium scan', { '3': 'normal', '6': 'fixed defect', '7': 'reversible defect' })
  @Example(7, 3, null)
  @IsOptional()
  @IsIn([3, 6, 7])
  thal?: number | null;
}
