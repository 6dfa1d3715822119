/** How many dead letters a group has in a topic. */
export interface LetterCount {
  readonly topic: string;
  readonly group: string;
  readonly count: number;
}

/** A dead letter, without what its event says. */
export interface Letter {
  readonly id: string;
  readonly source: string;
  readonly partition: number;
  readonly offset: number;
  readonly cause: string;
  readonly attempts: number;
  /** RFC 3339. */
  readonly deadAt: string;
  readonly dataschema?: string;
}

/** A letter with its payload, as far as the caller may read it. */
export interface OpenedLetter extends Letter {
  readonly data?: unknown;
}

/** Where the letters of a topic and group are. */
export const pathOf = (topic = '', group = ''): string =>
  `/dead-letters/${encodeURIComponent(topic)}/${encodeURIComponent(group)}`;
