import {
  accepts,
  count,
  dataProduct,
  dataset,
  event,
  max,
  mean,
  min,
  quality,
  stddev,
  sum,
  windowed,
} from '@mesh/product';
import { BraceletReading } from './bracelet-reading.js';
import { HeartRateHour } from './heart-rate-hour.js';

/** What bracelets measure, minute by minute, and the hours that follow from it. */
export const braceletReadings = dataProduct('cardiology.bracelet-readings', {
  version: '1.0.0',
  title: 'Bracelet readings',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the heart rate of the wearer through the day.',
  limitations:
    'An hour is what was sent of it: a bracelet without contact or out of reach leaves minutes out, and minutes says how many there are. Hours are those of UTC. A bracelet at the wrist is no electrocardiogram.',
  sensitivity: 'phi',
  tags: ['heart', 'bracelet', 'heart rate', 'stream'],

  inputs: {
    measured: accepts('measured', {
      summary: 'Minutes as bracelets measure them, in any order',
      message: BraceletReading,
      id: 'readingId',
      key: 'patientId',
      at: 'measuredAt',
    }),
  },

  ports: {
    summarised: event('summarised', {
      summary: 'An hour of a person is complete, or was corrected',
      message: HeartRateHour,
      id: 'resultId',
      key: 'patientId',
      at: 'windowEnd',
    }),
    delayed: event('delayed', {
      summary: 'A minute came too late for its hour',
      message: BraceletReading,
      id: 'readingId',
      key: 'patientId',
      at: 'measuredAt',
    }),
    hours: dataset('hours', {
      summary: 'Every hour of every person; of several revisions the highest holds',
      row: HeartRateHour,
      key: 'resultId',
      partitionBy: 'windowStart',
      lands: 'summarised',
      refresh: '5m',
      quality: [
        quality.unique('resultId', { because: 'A revision that is kept twice is counted twice.' }),
        quality.complete('patientId', { because: 'An hour without a person helps nobody.' }),
        quality.complete('minutes', { because: 'An hour is as good as the minutes that were sent of it.' }),
      ],
    }),
  },

  processing: {
    hourly: windowed({
      from: 'measured',
      key: 'patientId',
      size: '1h',
      outOfOrderness: '2m',
      // A bracelet that was out of reach sends its day when it is back.
      lateness: '1d',
      aggregate: {
        minutes: count(),
        meanHeartRate: mean('heartRate'),
        lowestHeartRate: min('heartRate'),
        highestHeartRate: max('heartRate'),
        heartRateDeviation: stddev('heartRate'),
        steps: sum('steps'),
      },
      gives: 'summarised',
      late: 'delayed',
    }),
  },

  grants: [
    { role: 'device-app', ports: ['measured'], purposes: ['TREAT'] },
    { role: 'practitioner', ports: ['hours', 'summarised'], purposes: ['TREAT'], reveals: ['phi'] },
    { role: 'data-scientist', ports: ['hours', 'summarised'], purposes: ['HRESCH'] },
    { role: 'data-engineer', ports: ['measured', 'hours', 'rejects'], purposes: ['HOPERAT'] },
    {
      role: 'domain:cardiology',
      ports: ['measured', 'summarised', 'delayed', 'hours', 'rejected', 'rejects'],
      purposes: ['HOPERAT', 'TREAT', 'HQUALIMP'],
      reveals: ['phi'],
    },
  ],

  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});
