import { term } from '@mesh/product';

export const heartRate = term('heart-rate', {
  title: 'Heart rate',
  definition: 'How many times the heart beats in a minute.',
  synonyms: ['pulse', 'pulse rate', 'bpm', 'beats per minute', 'heartbeat', 'cardiac rate'],
  concepts: [
    { system: 'LOINC', code: '8867-4' },
    { system: 'SNOMED', code: '364075005' },
  ],
});

export const systolicBloodPressure = term('systolic-blood-pressure', {
  title: 'Systolic blood pressure',
  definition: 'The pressure in the arteries at its highest, while the heart contracts.',
  synonyms: ['blood pressure', 'upper blood pressure', 'hypertension', 'high blood pressure', 'bp', 'sbp'],
  concepts: [
    { system: 'LOINC', code: '8480-6' },
    { system: 'SNOMED', code: '271649006' },
  ],
});

export const diastolicBloodPressure = term('diastolic-blood-pressure', {
  title: 'Diastolic blood pressure',
  definition: 'The pressure in the arteries at its lowest, while the heart fills.',
  synonyms: ['lower blood pressure', 'dbp'],
  concepts: [
    { system: 'LOINC', code: '8462-4' },
    { system: 'SNOMED', code: '271650006' },
  ],
});

export const timeOfObservation = term('time-of-observation', {
  title: 'Time of observation',
  definition: 'When something was measured or established, as opposed to when it was sent or stored.',
  synonyms: ['measured at', 'observed at', 'timestamp', 'when measured'],
});
