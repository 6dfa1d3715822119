import { Injectable } from '@nestjs/common';
import type { braceletReadings } from '@mesh/bracelet-readings';
import type { Serves } from '@mesh/product';

/** Owes nothing of its own: what is made of the readings is declared. */
@Injectable()
export class BraceletReadingsService implements Serves<typeof braceletReadings> {}
