import { Body, Controller, Delete, Get, Header, Put, UseFilters } from '@nestjs/common';
import { Public } from '@mesh/runtime';
import { objectOf } from '../schema/json.js';
import { SchemaErrors } from '../schema.errors.js';
import { REGISTRY_MEDIA_TYPE } from './media-type.js';
import { RegistryFilter } from './registry.filter.js';

const MODE = 'READONLY';
const MODES = new Set([MODE, 'READONLY_OVERRIDE', 'READWRITE', 'IMPORT', 'FORWARD']);

/** The mode of the registry and of each subject: they are read, and contracts write. */
@Public()
@UseFilters(RegistryFilter)
@Controller('schema-registry/mode')
export class ModeController {
  @Get(['', ':subject'])
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  mode() {
    return { mode: MODE };
  }

  @Put(['', ':subject'])
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  set(@Body() body: unknown) {
    const { mode } = objectOf(body);
    if (typeof mode !== 'string' || !MODES.has(mode)) throw SchemaErrors.MODE_INVALID();
    if (mode !== MODE) throw SchemaErrors.NOT_PERMITTED();
    return { mode };
  }

  @Delete(['', ':subject'])
  @Header('content-type', REGISTRY_MEDIA_TYPE)
  remove() {
    throw SchemaErrors.NOT_PERMITTED();
  }
}
