import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Public, RuntimeErrors } from '@mesh/runtime';
import { ConsoleSettings } from './console-settings.js';

/** How the console signs people in; open, since nobody is signed in yet. */
@Public()
@Controller('console')
export class ConsoleSettingsController {
  constructor(@Inject(ConsoleSettings) private readonly settings: ConsoleSettings | null) {}

  @Get('settings.json')
  @Header('cache-control', 'no-cache')
  read(): ConsoleSettings {
    if (this.settings === null) throw RuntimeErrors.ROUTE_UNKNOWN();
    return this.settings;
  }
}
