import { IsIn, IsOptional, IsString } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** An alias of a model points to another version than before: what serves, what is compared, what only watches. */
export class ModelPromoted {
  @Meaning('Names the move')
  @Example('alias-move-17')
  @IsString()
  moveId!: string;

  @Meaning('The model')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('champion serves; challenger and shadow follow it')
  @Example('champion')
  @IsIn(['champion', 'challenger', 'shadow'])
  alias!: string;

  @Meaning('The version from now on; none is left where it is absent')
  @Example('4')
  @IsOptional()
  @IsString()
  version?: string | null;

  @Meaning('The version until now')
  @Example('3')
  @IsOptional()
  @IsString()
  previous?: string | null;

  @Meaning('The client that moved it, or the part of the platform')
  @Example('dana-scientist')
  @IsString()
  by!: string;

  @Meaning('When it moved')
  @Example('2026-03-01T08:00:05.500Z')
  @IsInstant()
  movedAt!: string;
}
