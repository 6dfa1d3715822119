import { Injectable } from '@nestjs/common';

/** Keeps `platform.training`: its events are written by the services that train and that are asked for trainings. */
@Injectable()
export class PlatformTrainingService {}

/** Keeps `platform.models`: its events are written by the registry. */
@Injectable()
export class PlatformModelsService {}

/** Keeps `platform.evaluation`: its events are written by what judges the models in use. */
@Injectable()
export class PlatformEvaluationService {}
