import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { AllowRoles } from '@mesh/runtime';

import { CardFactsReader } from './card-facts-reader.js';
import { cardInMarkdown } from './card-markdown.js';
import { describeModel } from './describe-model.js';
import { wantsMarkdown } from './wanted-form.js';

const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];

/** Model cards over HTTP: JSON, or Markdown for whoever accepts `text/markdown`. */
@Controller('models/:name/versions/:version/card')
export class ModelCardsController {
  constructor(@Inject(CardFactsReader) private readonly facts: CardFactsReader) {}

  @Get()
  @AllowRoles(...READERS)
  async card(
    @Param('name') name: string,
    @Param('version') version: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const card = describeModel(await this.facts.of(name, version));
    reply.header('vary', 'accept');
    if (!wantsMarkdown(accept)) return card;
    reply.type('text/markdown; charset=utf-8');
    return cardInMarkdown(card);
  }
}
