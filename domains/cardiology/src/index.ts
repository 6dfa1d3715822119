export { CardiologyModule } from './cardiology.module.js';
