import type { Subjects } from '../subjects/subjects.js';
import { SealingPlan } from './sealing-plan.js';

/** Where persons stand in a document. */
export interface PersonalPlaces {
  readonly domain: string;
  readonly fields: readonly string[];
}

/** Puts tokens into documents that are kept beside the log, so that they are forgotten with it, and takes them out again. */
export class SealedTexts {
  private readonly plans = new WeakMap<PersonalPlaces, SealingPlan>();

  constructor(private readonly subjects: Subjects) {}

  /** The JSON text of a document, with tokens for its persons. */
  async seal(json: string, places: PersonalPlaces): Promise<string> {
    if (places.fields.length === 0) return json;
    const document = JSON.parse(json) as unknown;
    const plan = this.planOf(places);
    const subjects = plan.subjectsOf({ key: '', data: document });
    if (subjects.length === 0) return json;
    for (;;) {
      const sealed = this.subjects.isCurrent()
        ? plan.sealedDocument(document, this.subjects.known(places.domain))
        : undefined;
      if (sealed !== undefined) return JSON.stringify(sealed);
      await this.subjects.enter(subjects);
    }
  }

  /** The text with its persons; a token that is a name of nobody stays. */
  async reveal(json: string, places: PersonalPlaces): Promise<string> {
    const plan = this.planOf(places);
    const tokens = new Set(plan.tokensIn(json));
    return tokens.size === 0 ? json : plan.revealedText(json, await this.subjects.reveal(tokens));
  }

  private planOf(places: PersonalPlaces): SealingPlan {
    const plan = this.plans.get(places) ?? new SealingPlan(places.domain, places.fields);
    this.plans.set(places, plan);
    return plan;
  }
}
