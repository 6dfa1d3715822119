import { ruleOf, type AgreedAccess } from './agreement.js';
import type { Caller, Purpose } from './caller.js';
import type { Verdict } from './grant.js';

/** A granted agreement as a call meets it. */
interface Opening {
  readonly access: AgreedAccess;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly verdict: Verdict;
}

type ByPurpose = Map<Purpose, Opening[]>;

/**
 * The agreements of one product, held in memory by those who decide. An agreement begins and ends by the clock at the
 * moment of the decision, whatever was heard since.
 */
export class HeldAgreements {
  private readonly byPort = new Map<string, Map<string, ByPurpose>>();
  private readonly byId = new Map<string, Opening>();
  /** What has ended before its time, so that an old word of it, heard again, does not open it again. */
  private readonly ended = new Map<string, { readonly version: number; readonly untilMs: number }>();
  private isRead = false;
  private revealing = 0;

  constructor(
    private readonly product: string,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** Whether any of them shows more than a declared grant may. */
  get revealsSomething(): boolean {
    return this.revealing > 0;
  }

  /** Whether all that was agreed before is known: until then nobody may be refused for lack of an agreement. */
  get areRead(): boolean {
    return this.isRead;
  }

  /** How many are held. */
  get size(): number {
    return this.byId.size;
  }

  /** All that was agreed before is known now. */
  allRead(): void {
    this.isRead = true;
  }

  /** Takes note of how an agreement stands; those of other products and what is older than known change nothing. */
  apply(access: AgreedAccess): void {
    if (access.product !== this.product) return;
    const known = this.byId.get(access.id);
    const version = known?.access.version ?? this.ended.get(access.id)?.version ?? 0;
    const untilMs = Date.parse(access.until);
    if (version >= access.version || untilMs <= this.nowMs()) return;
    if (known !== undefined) this.remove(known);
    if (access.status === 'granted') this.add(access);
    else if (access.status !== 'requested') this.ended.set(access.id, { version: access.version, untilMs });
  }

  /** Lets go of what is over; nothing of it was in force any more. */
  forgetExpired(): void {
    const nowMs = this.nowMs();
    for (const opening of this.byId.values()) if (opening.untilMs <= nowMs) this.remove(opening);
    for (const [id, { untilMs }] of this.ended) if (untilMs <= nowMs) this.ended.delete(id);
  }

  /**
   * The verdict of an agreement that opens the port to the caller for the purpose now, one that reveals before one that
   * does not; undefined without one. Allocates nothing.
   */
  find({ id, purpose }: Caller, port: string): Verdict | undefined {
    const openings = purpose === undefined ? undefined : this.byPort.get(port)?.get(id)?.get(purpose);
    if (openings === undefined) return undefined;
    const nowMs = this.nowMs();
    let found: Verdict | undefined;
    for (const { fromMs, untilMs, verdict } of openings) {
      if (nowMs < fromMs || nowMs >= untilMs) continue;
      if (found === undefined || verdict.reveals.length > found.reveals.length) found = verdict;
    }
    return found;
  }

  private add(access: AgreedAccess): void {
    const { id, port, consumer, purpose, from, until } = access;
    const reveals = Object.freeze([...new Set(access.reveals)]);
    const verdict = Object.freeze({ permitted: true, rule: ruleOf(access), reveals });
    const opening: Opening = { access, fromMs: Date.parse(from), untilMs: Date.parse(until), verdict };
    const byConsumer = this.byPort.get(port) ?? new Map<string, ByPurpose>();
    const byPurpose: ByPurpose = byConsumer.get(consumer) ?? new Map();
    byPurpose.set(purpose, [...(byPurpose.get(purpose) ?? []), opening]);
    this.byPort.set(port, byConsumer.set(consumer, byPurpose));
    this.byId.set(id, opening);
    if (reveals.length > 0) this.revealing += 1;
  }

  private remove(opening: Opening): void {
    const { id, port, consumer, purpose } = opening.access;
    const byConsumer = this.byPort.get(port);
    const byPurpose = byConsumer?.get(consumer);
    const left = (byPurpose?.get(purpose) ?? []).filter((one) => one !== opening);
    if (left.length > 0) byPurpose?.set(purpose, left);
    else byPurpose?.delete(purpose);
    if (byPurpose?.size === 0) byConsumer?.delete(consumer);
    if (byConsumer?.size === 0) this.byPort.delete(port);
    this.byId.delete(id);
    if (opening.verdict.reveals.length > 0) this.revealing -= 1;
  }
}
