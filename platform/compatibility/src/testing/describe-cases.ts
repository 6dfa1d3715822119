import { breaks } from '../change.js';
import { changesOf, type Case } from './cases.js';

/** Runs a table of changes: each is found, judged as the row says, and hurts nobody else. */
export function describeCases(given: string, cases: readonly Case[]): void {
  describe(given, () => {
    it.each(cases)('judges that $change: $hurts hurt, $deserves', (row) => {
      const changes = changesOf(row);
      const { kind, port, field, direction, hurts, deserves } = row;
      const wanted = {
        kind,
        direction,
        hurts,
        deserves,
        ...(port !== undefined && { port }),
        ...(field !== undefined && { field }),
      };
      const found = changes.filter(
        (change) =>
          change.kind === kind && change.port === port && change.field === field && change.direction === direction,
      );
      expect({ row: row.change, found, changes: found.length === 1 ? [] : changes }).toMatchObject({
        row: row.change,
        found: [wanted],
        changes: [],
      });
      expect(found[0]?.because).toMatch(/^\S.*: .*\.$/);
      // Nothing else breaks that the row does not speak of.
      const spoken = [...(hurts === 'nobody' ? [] : [port]), ...(row.alsoBreaks ?? [])];
      const others = changes.filter((change) => breaks(change) && !spoken.includes(change.port));
      expect(others).toEqual([]);
    });
  });
}
