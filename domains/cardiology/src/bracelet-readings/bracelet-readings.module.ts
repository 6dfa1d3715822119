import { braceletReadings } from '@mesh/bracelet-readings';
import { DataProductModule } from '@mesh/runtime';
import { BraceletReadingsService } from './bracelet-readings.service.js';

/** The product, whose hours the platform computes. */
export const braceletReadingsModule = DataProductModule.serve(braceletReadings, BraceletReadingsService, {
  contract: import.meta.resolve('@mesh/bracelet-readings'),
  recipes: {},
});
