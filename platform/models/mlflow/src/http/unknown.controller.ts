import { All, Controller } from '@nestjs/common';

import { AllowCallers } from '@mesh/runtime';

import { MlflowErrors } from '../mlflow.errors.js';

const UNKNOWN = ['2.0/mlflow/*', '3.0/mlflow/*', '2.0/mlflow-artifacts/*'];

/** Every address of MLflow's interface that is not served, so that clients hear it in their own words. */
@AllowCallers()
@Controller(['api', 'ajax-api'])
export class UnknownController {
  @All(UNKNOWN)
  answer(): never {
    throw MlflowErrors.ENDPOINT_NOT_FOUND();
  }
}
