import { IsIn, IsInt, IsNumber, IsObject, IsOptional, Min, ValidateNested } from 'class-validator';
import { Example, Meaning } from '@mesh/product';
import { AnsweringModel } from './scored-reading.js';

/** A number for each of the 13 attributes, in the scale of the explanation. */
export class HeartContributions {
  @Example(0.21)
  @IsNumber()
  age!: number;

  @Example(0.34)
  @IsNumber()
  sex!: number;

  @Example(-0.52)
  @IsNumber()
  cp!: number;

  @Example(0.18)
  @IsNumber()
  trestbps!: number;

  @Example(-0.02)
  @IsNumber()
  chol!: number;

  @Example(-0.11)
  @IsNumber()
  fbs!: number;

  @Example(0.09)
  @IsNumber()
  restecg!: number;

  @Example(-0.05)
  @IsNumber()
  thalach!: number;

  @Example(-0.23)
  @IsNumber()
  exang!: number;

  @Example(0.31)
  @IsNumber()
  oldpeak!: number;

  @Example(0.27)
  @IsNumber()
  slope!: number;

  @Example(-0.61)
  @IsNumber()
  ca!: number;

  @Example(0.44)
  @IsNumber()
  thal!: number;
}

/** Why a reading has the risk it has: base plus all contributions is the value. Associations of the model, not causes. */
export class HeartExplanation {
  @IsObject()
  @ValidateNested()
  model!: AnsweringModel;

  @Meaning('What base, value and contributions are measured in')
  @IsIn(['log-odds', 'probability'])
  scale!: 'log-odds' | 'probability';

  @Meaning('How the contributions were found', {
    additive: 'exact',
    'permutation-sampling': 'estimated, with standard errors',
  })
  @IsIn(['additive', 'permutation-sampling'])
  method!: 'additive' | 'permutation-sampling';

  @Meaning('What the model says on average of the cases that the reading is compared with')
  @Example(-0.25)
  @IsNumber()
  base!: number;

  @Meaning('What the model says of the reading')
  @Example(0.05)
  @IsNumber()
  value!: number;

  @Meaning('What each attribute adds to the base')
  @IsObject()
  @ValidateNested()
  contributions!: HeartContributions;

  // Without `| null`: of a union the compiler emits no class, and the parts would be in no document.
  @Meaning('Standard errors of the contributions; left out where they are exact')
  @IsOptional()
  @IsObject()
  @ValidateNested()
  standardErrors?: HeartContributions;

  @Meaning('Cases that the reading is compared with')
  @Example(200)
  @IsInt()
  @Min(1)
  backgroundRows!: number;
}
