import { Module } from '@nestjs/common';
import { heartDiseaseRiskModule } from './heart-disease-risk/heart-disease-risk.module.js';

/** The products of cardiology. */
@Module({ imports: [heartDiseaseRiskModule] })
export class CardiologyModule {}
