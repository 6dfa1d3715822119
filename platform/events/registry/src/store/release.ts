/** The numbers of a release: `1.4.0` as 1, 4, 0. */
export const releaseNumbers = (release: string): readonly number[] => release.split('.').map(Number);

/** Whether a release comes after another; none comes after every other. */
export function startsAfter(release: readonly number[], other: readonly number[]): boolean {
  const place = release.findIndex((number, at) => number !== other[at]);
  return place >= 0 && (release[place] as number) > (other[place] ?? -1);
}
