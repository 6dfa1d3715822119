import { Module } from '@nestjs/common';
import { braceletReadingsModule } from './bracelet-readings/bracelet-readings.module.js';
import { heartDiseaseRiskModule } from './heart-disease-risk/heart-disease-risk.module.js';
import { judgedScoresModule } from './judged-scores/judged-scores.module.js';

/** The products of cardiology. */
@Module({ imports: [heartDiseaseRiskModule, braceletReadingsModule, judgedScoresModule] })
export class CardiologyModule {}
