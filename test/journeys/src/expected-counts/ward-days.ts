import type { WardDay } from './ward-admissions.product.js';

const DAY_MS = 86_400_000;
const WARDS = ['north', 'south', 'east', 'west'];

/** Days of four wards, the same each time: large wards and Mondays admit many, warm days few. */
export function wardDays(days: number): readonly WardDay[] {
  let state = 17;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: days * WARDS.length }, (_, i) => {
    const [day, place] = [Math.floor(i / WARDS.length), i % WARDS.length];
    const [weekday, beds] = [day % 7, 8 + 10 * place];
    const temperature = 12 + 14 * Math.sin(day / 58) + 6 * (random() - 0.5);
    const mean = (beds / 4) * (weekday === 0 ? 1.8 : weekday > 4 ? 0.5 : 1) * Math.exp(-temperature / 80);
    let admissions = 0;
    for (let product = random(); product > Math.exp(-mean); product *= random()) admissions++;
    return {
      ...{ wardDayId: `${WARDS[place]}-${day}`, ward: WARDS[place]!, weekday, beds, admissions },
      temperature: Number(temperature.toFixed(3)),
      day: new Date(Date.UTC(2025, 0, 6) + day * DAY_MS).toISOString(),
    };
  });
}
