import { IsIn, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Code, Meaning, Unit } from '@mesh/product';

/**
 * The 13 attributes of the UCI heart disease study that the model sees, in the order of its input columns.
 * What was not measured is null or left out; age and sex are always known.
 */
export class HeartFeatures {
  @Meaning('Age of the person')
  @Unit('a')
  @Code('LOINC', '30525-0')
  @IsNumber()
  @Min(0)
  @Max(120)
  age!: number;

  @Meaning('Sex', { '0': 'female', '1': 'male' })
  @Code('LOINC', '46098-0')
  @IsIn([0, 1])
  sex!: number;

  @Meaning('Kind of chest pain', {
    '1': 'typical angina',
    '2': 'atypical angina',
    '3': 'non-anginal pain',
    '4': 'asymptomatic',
  })
  @Code('SNOMED', '29857009')
  @IsOptional()
  @IsIn([1, 2, 3, 4])
  cp?: number | null;

  @Meaning('Systolic blood pressure at rest')
  @Unit('mm[Hg]')
  @Code('LOINC', '8480-6')
  @IsOptional()
  @IsNumber()
  @Min(40)
  @Max(300)
  trestbps?: number | null;

  @Meaning('Serum cholesterol; 0 stands for not measured')
  @Unit('mg/dL')
  @Code('LOINC', '2093-3')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1000)
  chol?: number | null;

  @Meaning('Fasting blood sugar above 120 mg/dL', { '0': 'no', '1': 'yes' })
  @IsOptional()
  @IsIn([0, 1])
  fbs?: number | null;

  @Meaning('Electrocardiogram at rest', {
    '0': 'normal',
    '1': 'ST-T wave abnormality',
    '2': 'left ventricular hypertrophy',
  })
  @IsOptional()
  @IsIn([0, 1, 2])
  restecg?: number | null;

  @Meaning('Maximum heart rate reached')
  @Unit('/min')
  @Code('LOINC', '8867-4')
  @IsOptional()
  @IsNumber()
  @Min(20)
  @Max(300)
  thalach?: number | null;

  @Meaning('Angina induced by exercise', { '0': 'no', '1': 'yes' })
  @IsOptional()
  @IsIn([0, 1])
  exang?: number | null;

  @Meaning('ST depression induced by exercise relative to rest; may be negative')
  @Unit('mm')
  @IsOptional()
  @IsNumber()
  @Min(-10)
  @Max(10)
  oldpeak?: number | null;

  @Meaning('Slope of the ST segment at peak exercise', { '1': 'upsloping', '2': 'flat', '3': 'downsloping' })
  @IsOptional()
  @IsIn([1, 2, 3])
  slope?: number | null;

  @Meaning('Major vessels coloured by fluoroscopy')
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3)
  ca?: number | null;

  @Meaning('Thallium scan', { '3': 'normal', '6': 'fixed defect', '7': 'reversible defect' })
  @IsOptional()
  @IsIn([3, 6, 7])
  thal?: number | null;
}
