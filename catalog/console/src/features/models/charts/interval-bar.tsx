import classes from './interval-bar.module.css';

const WIDTH = 180;
const HEIGHT = 18;
const MIDDLE = HEIGHT / 2;

/** An interval as a line with its value as a dot, over a mark for the overall value; the numbers stand beside it. */
export function IntervalBar({
  measure: { value, low, high },
  overall,
  start,
}: {
  measure: { readonly value: number; readonly low: number; readonly high: number };
  overall: number;
  /** Where the axis begins; it ends at 1. */
  start: number;
}) {
  const at = (share: number) => 4 + ((share - start) / (1 - start)) * (WIDTH - 8);
  return (
    <svg className={classes.bar} width={WIDTH} height={HEIGHT} aria-hidden>
      <line className={classes.axis} x1={4} x2={WIDTH - 4} y1={MIDDLE} y2={MIDDLE} />
      <line className={classes.overall} x1={at(overall)} x2={at(overall)} y1={1} y2={HEIGHT - 1} />
      <line className={classes.interval} x1={at(low)} x2={at(high)} y1={MIDDLE} y2={MIDDLE} />
      <circle className={classes.value} cx={at(value)} cy={MIDDLE} r={4} />
    </svg>
  );
}
