import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';

import { AllowRoles } from '@mesh/runtime';

import { EventIntake } from './event-intake.js';
import { EventReader } from './event-reader.js';
import { LineageQueries } from './lineage-queries.js';
import { eventsQuery } from './lineage-query.js';

type Asked = Record<string, unknown>;

const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];
const EMITTERS = ['domain', 'data-engineer', 'data-scientist'];

/** OpenLineage in, Marquez's reading interface out. */
@Controller('api/v1')
export class LineageController {
  constructor(
    @Inject(EventIntake) private readonly intake: EventIntake,
    @Inject(LineageQueries) private readonly queries: LineageQueries,
    @Inject(EventReader) private readonly received: EventReader,
  ) {}

  @Post('lineage')
  @HttpCode(201)
  @AllowRoles(...EMITTERS)
  accept(@Body() event: unknown) {
    return this.intake.accept(event);
  }

  @Post('lineage/batch')
  @HttpCode(200)
  @AllowRoles(...EMITTERS)
  acceptBatch(@Body() events: unknown) {
    return this.intake.acceptBatch(events);
  }

  @Get('lineage')
  @AllowRoles(...READERS)
  graph(@Query() asked: Asked) {
    return this.queries.graph(asked);
  }

  @Get('column-lineage')
  @AllowRoles(...READERS)
  columns(@Query() asked: Asked) {
    return this.queries.columns(asked);
  }

  @Get('search')
  @AllowRoles(...READERS)
  search(@Query() asked: Asked) {
    return this.queries.search(asked);
  }

  @Get('events/lineage')
  @AllowRoles(...READERS)
  events(@Query() asked: Asked) {
    return this.received.events(eventsQuery(asked));
  }

  @Get('namespaces')
  @AllowRoles(...READERS)
  namespaces() {
    return this.received.namespaces();
  }

  @Get('jobs/runs/:id')
  @AllowRoles(...READERS)
  run(@Param('id') id: string) {
    return this.queries.run(id);
  }
}
