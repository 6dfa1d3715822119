import { LakeErrors } from '@mesh/lake';

/** Lets a few in at a time; the others wait in order, at most so many and so long. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly limits: { readonly maxWaiting: number; readonly maxWaitMs: number },
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    if (this.waiting.length >= this.limits.maxWaiting) throw LakeErrors.BUSY({ waiting: this.waiting.length });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(admit), 1);
        reject(LakeErrors.BUSY({ waitedMs: this.limits.maxWaitMs }));
      }, this.limits.maxWaitMs);
      const admit = () => {
        clearTimeout(timer);
        resolve();
      };
      this.waiting.push(admit);
    });
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
