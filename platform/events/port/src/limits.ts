/** Most bytes of JSON in the data of one event. */
export const MAX_DATA_BYTES = 1_048_576;

/** Most events of one append, and of one read. */
export const MAX_EVENTS = 10_000;

/** Most characters of any attribute of an event. */
export const MAX_ATTRIBUTE_LENGTH = 1_024;

/** Most extension attributes of an event, besides its key and trace. */
export const MAX_EXTENSIONS = 16;
