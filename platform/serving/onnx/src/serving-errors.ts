export { ServingErrors } from '@mesh/serving';
