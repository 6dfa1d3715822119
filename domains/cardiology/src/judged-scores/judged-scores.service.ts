import { Injectable } from '@nestjs/common';
import type { judgedScores } from '@mesh/judged-scores';
import type { Serves } from '@mesh/product';

/** Owes nothing of its own: the join is declared. */
@Injectable()
export class JudgedScoresService implements Serves<typeof judgedScores> {}
