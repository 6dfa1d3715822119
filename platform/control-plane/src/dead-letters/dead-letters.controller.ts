import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '@mesh/access';
import { AllowCallers, CallerOf, Gatekeeper } from '@mesh/runtime';
import { check, DeadLetterDesk, type LetterPlace } from './dead-letter-desk.js';
import { DeadLetterErrors } from './dead-letter.errors.js';
import { readLetters, readList } from './letters-asked.js';
import { openFields } from './open-fields.js';
import { PortReading } from './port-reading.js';
import { shownLetter } from './shown-letter.js';

/**
 * What consumers gave up: told without content to operators and the owning domain, replayed and dropped by them. Whom it
 * does not concern is told that there is none.
 */
@AllowCallers()
@Controller('dead-letters')
export class DeadLettersController {
  constructor(
    @Inject(DeadLetterDesk) private readonly desk: DeadLetterDesk,
    @Inject(PortReading) private readonly reading: PortReading,
    @Inject(Gatekeeper) private readonly gatekeeper: Gatekeeper,
  ) {}

  @Get()
  async groups(@CallerOf() caller: Caller) {
    return { groups: await this.desk.groups(caller) };
  }

  @Get(':topic/:group')
  list(@Param() place: LetterPlace, @Query() query: Record<string, unknown>, @CallerOf() caller: Caller) {
    return this.desk.list(place, readList(query), caller);
  }

  /** One letter. Its content, with `payload=true`, is for those who may read the port, and the decision is recorded. */
  @Get(':topic/:group/letter')
  async show(
    @Param() place: LetterPlace,
    @Query() { id, payload }: Record<string, unknown>,
    @CallerOf() caller: Caller,
    @Req() request: FastifyRequest,
  ) {
    if (typeof id !== 'string' || id === '') throw DeadLetterErrors.REQUEST_INVALID();
    if (payload !== 'true') {
      check(place, caller);
      return shownLetter(await this.desk.find(place, id));
    }
    const { verdict, urn, fields } = await this.reading.decide(caller, place.topic, new Date());
    const { recorded } = await this.gatekeeper.decide(request, caller, verdict, urn);
    await recorded;
    const letter = await this.desk.find(place, id);
    return { ...shownLetter(letter), data: openFields(letter.event.data, fields) ?? null };
  }

  @Post(':topic/:group/replay')
  @HttpCode(200)
  replay(@Param() place: LetterPlace, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.desk.replay(place, readLetters(body), caller);
  }

  @Post(':topic/:group/drop')
  @HttpCode(200)
  drop(@Param() place: LetterPlace, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.desk.drop(place, readLetters(body), caller);
  }
}
