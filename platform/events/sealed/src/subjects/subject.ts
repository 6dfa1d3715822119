/** A person as a domain names them, or something else that an event of theirs says in a personal text. */
export interface Subject {
  readonly domain: string;
  readonly person: string;
  /** Another personal text of the person; absent when the person's own name is meant. */
  readonly text?: string;
}

/** What stands in the clear where the token of the subject stood. */
export const textOf = ({ person, text }: Subject): string => text ?? person;

/** Names a subject within its domain; NUL occurs in no attribute of an event. */
export const nameOf = (person: string, text: string | undefined): string =>
  text === undefined ? person : `${person}\0${text}`;
