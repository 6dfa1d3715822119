export { RuntimeErrors } from '@mesh/documents';
