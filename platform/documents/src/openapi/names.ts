/** The name of a port as a type is named: `drug-alerts` gives `DrugAlerts`. */
export const pascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');

/** Plurals that the rules of `singular` would cut in the wrong place: those of Greek words in -sis. */
const OF_SIS = /(gno|aly|the|sep|cri)ses$/i;

/** The singular of an English noun by its ending: `categories` gives `category`, `diagnoses` gives `diagnosis`. */
export function singular(noun: string): string {
  if (OF_SIS.test(noun)) return `${noun.slice(0, -2)}is`;
  if (/[^aeiou]ies$/i.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(ss|x|z|ch|sh)es$/i.test(noun)) return noun.slice(0, -2);
  return /[^sui]s$/i.test(noun) ? noun.slice(0, -1) : noun;
}
