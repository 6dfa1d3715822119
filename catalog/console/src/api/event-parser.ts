/** One server-sent event. */
export interface ServerSentEvent {
  /** `message` where the server names none. */
  readonly event: string;
  readonly data: string;
  /** The newest id so far, with which a broken stream is taken up again. */
  readonly lastEventId: string;
}

/**
 * Takes text of a stream as it comes and gives the events that are complete (HTML standard, section 9.2.6: lines end with
 * CR, LF or both; a field is `name: value`; an empty line ends an event; one without data only sets the id).
 */
export class EventParser {
  private rest = '';
  private event = '';
  private data: string[] = [];
  private id = '';

  get lastEventId(): string {
    return this.id;
  }

  take(text: string): readonly ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.field(line);
      else if (this.data.length > 0) {
        events.push({ event: this.event || 'message', data: this.data.join('\n'), lastEventId: this.id });
        this.event = '';
        this.data = [];
      } else this.event = '';
    }
    return events;
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id' && !value.includes('\0')) this.id = value;
  }
}
