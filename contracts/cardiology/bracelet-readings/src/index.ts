export { BraceletReading } from './bracelet-reading.js';
export { braceletReadings } from './bracelet-readings.product.js';
export { HeartRateHour } from './heart-rate-hour.js';
