import { Controller, Get, Header } from '@nestjs/common';

import { Public } from '@mesh/runtime';

import { MLFLOW_VERSION } from './places.js';

/** What MLflow's clients ask a server about itself before they send a token. */
@Public()
@Controller()
export class ServerController {
  @Get('health')
  @Header('content-type', 'text/plain; charset=utf-8')
  health(): string {
    return 'OK';
  }

  @Get('version')
  @Header('content-type', 'text/plain; charset=utf-8')
  version(): string {
    return MLFLOW_VERSION;
  }

  @Get('api/3.0/mlflow/server-info')
  info(): Readonly<Record<string, string | boolean>> {
    return {
      store_type: 'SqlStore',
      workspaces_enabled: false,
      multipart_uploads_enabled: false,
      multipart_downloads_enabled: false,
    };
  }
}
