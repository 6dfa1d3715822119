import type { DynamicModule, Type } from '@nestjs/common';
import type { ConsoleSettings, PurposesOf } from '@mesh/access-service';
import type { Courtesy } from '@mesh/events';
import { Subjects } from '@mesh/events-sealed';
import { HealthController, ScorerFactory, startHttpService } from '@mesh/runtime';
import { OnnxScorer } from '@mesh/serving-onnx';
import { consoleSettings, embeddedIssuer } from './embedded-issuer.js';
import { explainListenFailure } from './explain-listen-failure.js';
import type { RunningService } from './running-service.js';
import { serviceParts } from './service-parts.js';
import { serviceToken } from './service-token.js';
import type { SharedParts } from './shared-parts.js';

const MAX_JSON_BYTES = 8 * 1_024 * 1_024;
const MAX_UPLOAD_BYTES = 64 * 1_024 * 1_024;
const NAME = 'control-plane';

export interface ControlPlaneOptions {
  readonly home: string;
  /** Where the control plane is reached. */
  readonly address?: string;
  /** A bearer token with which the control plane reads a domain's products. */
  readonly domainToken: (domain: string) => Promise<string>;
  /** Who gives tokens: the embedded issuer or the one that is configured. */
  readonly issuer?: string;
  /** How people sign in to the console; without it they cannot. */
  readonly console?: ConsoleSettings;
  /** What identities may act for, when the issuer is the embedded one. */
  readonly purposesOf?: PurposesOf;
  /** By which what follows from scores lets them go first; without it nobody does. */
  readonly courtesy?: Courtesy;
}

/** Makes the module of the control plane; given by the caller, so that boot depends on no service. */
export type ControlPlaneFactory = (options: ControlPlaneOptions) => DynamicModule;

/** Starts the control plane, with the embedded token issuer unless another is configured. */
export async function startControlPlane(
  shared: SharedParts,
  make: ControlPlaneFactory,
  courtesy?: Courtesy,
): Promise<RunningService> {
  const { configuration } = shared;
  const { home } = configuration;
  const parts = serviceParts(NAME, shared, [
    { provide: Subjects, useValue: shared.subjects },
    {
      provide: ScorerFactory,
      useValue: {
        create: (model, features, outcome) => new OnnxScorer(model, { features, outcome }),
      } satisfies ScorerFactory,
    },
  ]);
  parts.metrics.gauges(
    { name: 'mesh_event_lag', help: 'Events that a group has not committed yet.', labels: ['topic', 'group'] },
    async () =>
      ((await shared.lags?.()) ?? []).map(({ topic, group, lag }) => ({ labels: { topic, group }, value: lag })),
  );
  const issuer = await embeddedIssuer(configuration, parts);
  const console = consoleSettings(configuration);
  const purposesOf: PurposesOf | undefined = issuer && ((identity) => issuer.credentials[identity]?.purposes);
  const domainToken = (domain: string): Promise<string> => serviceToken(configuration, `team-${domain}`).token();
  const root: DynamicModule = {
    module: class ControlPlaneRoot {} as Type,
    imports: [
      parts.module,
      make({
        home,
        address: configuration.controlPlaneUrl,
        domainToken,
        issuer: configuration.issuer,
        ...(console && { console }),
        ...(purposesOf && { purposesOf }),
        ...(courtesy && { courtesy }),
      }),
    ],
    controllers: [HealthController],
  };
  const http = await startHttpService({
    name: NAME,
    module: root,
    host: configuration.host,
    port: configuration.port,
    maxJsonBytes: MAX_JSON_BYTES,
    maxBinaryBytes: MAX_UPLOAD_BYTES,
    ...(issuer && {
      foreign: {
        owns: (path: string) => issuer.owns(path),
        handle: (request, response) => void issuer.handle(request, response),
      },
    }),
  }).catch(explainListenFailure);
  return {
    name: NAME,
    address: http.address,
    readiness: parts.readiness,
    stop: async () => {
      await http.close();
      await parts.audit.close();
    },
  };
}
