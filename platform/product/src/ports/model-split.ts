/** Which rows judge a version and never train it. Without one, rows are held out by a hash of their content, stratified. */
export type ModelSplit<Field extends string = string> =
  /** Whole patients are held out: nobody stands on both sides. */
  | { readonly by: 'patient'; readonly column: Field }
  /** The latest rows are held out. */
  | {
      readonly by: 'time';
      /** The instant at which the row was decided upon. */
      readonly column: Field;
      /** RFC 3339: rows from here on judge. Default: such that the share of held-out rows is met. */
      readonly cut?: string;
      /** For features, or the label, that became known at another instant than the row's: the column that says when. */
      /** Names the patient of the row: rows of somebody from before the cut are refused after it. */
      readonly patient?: Field;
      readonly knownAt?: { readonly [Name in Field]?: Field };
    };
