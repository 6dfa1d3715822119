import classes from './charts.module.css';

/** Which line is which, when there is more than one. */
export function Legend({ names }: { names: readonly string[] }) {
  if (names.length < 2) return null;
  return (
    <div className={classes.legend}>
      {names.map((name, place) => (
        <span key={name}>
          <span className={classes.swatch} data-place={place} />
          {name}
        </span>
      ))}
    </div>
  );
}
