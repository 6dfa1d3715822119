import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** How a challenger's share grows by itself, and what stops it. */
export class RampPlan {
  @Meaning('Shares of the entities, ascending')
  @Example([0.05, 0.25, 0.5])
  @IsArray()
  @IsNumber({}, { each: true })
  steps!: readonly number[];

  @Meaning('Answers of the challenger that a step needs')
  @Example(1000)
  @IsNumber()
  minimumAnswers!: number;

  @Meaning('Judged answers of each arm that the trial needs before a next step; 0 where outcomes come too late to wait')
  @Example(0)
  @IsNumber()
  minimumOutcomes!: number;

  @Meaning('Greatest share of the challenger’s answers that may fail')
  @Example(0.01)
  @IsNumber()
  @Min(0)
  @Max(1)
  maxFailureShare!: number;

  @Meaning('By how much the mean squared error of the challenger’s probability may exceed the champion’s')
  @Example(0.01)
  @IsNumber()
  tolerance!: number;

  @Meaning('What follows the last step')
  @Example('promote')
  @IsIn(['hold', 'promote'])
  whenDone!: string;
}

/** Where a ramp stands. */
export class RampStep {
  @Meaning('Which step, from 0')
  @Example(1)
  @IsInt()
  number!: number;

  @Meaning('How often the challenger had answered as the step began')
  @Example(1004)
  @IsNumber()
  answersBefore!: number;
}

/** Who answers for a model besides its champion, and who only listens, is another than before. */
export class RolloutChanged {
  @Meaning('Names the change')
  @Example('rollout-heart-disease-risk-2')
  @IsString()
  changeId!: string;

  @Meaning('The model')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('The comparison that evidence belongs to: another pair of versions is another trial')
  @Example('0195520c-91e2-7000-8000-000000000007')
  @IsString()
  trial!: string;

  @Meaning('Counts the changes of the model’s rollout')
  @Example(2)
  @IsInt()
  revision!: number;

  @Meaning(
    'running serves its share, halted was stopped by a rule, finished reached its end, ended was taken back by hand',
  )
  @Example('running')
  @IsIn(['running', 'halted', 'finished', 'ended'])
  state!: string;

  @Meaning('The version that was champion as the trial began')
  @Example('3')
  @IsString()
  champion!: string;

  @Meaning('The version that answers a share')
  @Example('4')
  @IsOptional()
  @IsString()
  challenger?: string | null;

  @Meaning('The version that scores what is answered, and is never answered')
  @Example(null, '5')
  @IsOptional()
  @IsString()
  shadow?: string | null;

  @Meaning('Share of the entities that the challenger answers')
  @Example(0.25)
  @IsNumber()
  @Min(0)
  @Max(1)
  share!: number;

  @Meaning('Which entities these are: chosen anew for each trial')
  @Example('6f1e0c52b7a94d38')
  @IsString()
  salt!: string;

  @Meaning('How the share grows by itself')
  @IsOptional()
  @ValidateNested()
  ramp?: RampPlan;

  @Meaning('Where the ramp stands')
  @IsOptional()
  @ValidateNested()
  step?: RampStep;

  @Meaning('Whether the ramp made the challenger champion')
  @Example(null, true)
  @IsOptional()
  @IsBoolean()
  promoted?: boolean | null;

  @Meaning('The client that changed it, or the part of the platform')
  @Example('dana-scientist')
  @IsString()
  by!: string;

  @Meaning('Why, in words')
  @Example('More data of the second site')
  @IsOptional()
  @IsString()
  reason?: string | null;

  @Meaning('When it changed')
  @Example('2026-03-01T09:00:00.000Z')
  @IsInstant()
  changedAt!: string;
}
