import { Controller, Get, Inject, Param, Query, UseInterceptors } from '@nestjs/common';

import { Public } from '@mesh/runtime';

import { CatalogErrors } from '../catalog.errors.js';
import { checkedQuery, PARAMETERS } from '../checked-query.js';
import { ConditionalAnswers } from '../conditional-answers.js';
import { pageAsked } from '../paged.js';
import { GlossaryReader } from './glossary-reader.js';

const { limit, cursor } = PARAMETERS;

/** The words that products share, and where they stand. */
@Public()
@UseInterceptors(ConditionalAnswers)
@Controller('catalog/glossary')
export class GlossaryController {
  constructor(@Inject(GlossaryReader) private readonly glossary: GlossaryReader) {}

  @Get()
  list(@Query() query: Record<string, unknown>) {
    return this.glossary.list(pageAsked(checkedQuery(query, { limit, cursor })));
  }

  @Get(':term')
  read(@Param('term') term: string, @Query() query: Record<string, unknown>) {
    const asked = pageAsked(checkedQuery(query, { limit, cursor }));
    if (!/^[\w-]{1,100}$/.test(term)) throw CatalogErrors.TERM_UNKNOWN();
    return this.glossary.read(term, asked);
  }
}
