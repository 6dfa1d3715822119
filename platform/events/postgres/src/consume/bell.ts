/** Something that is rung now or was rung since one last looked; ringing is never missed. */
export class Bell {
  private waiting: (() => void) | undefined;
  private wasRung = false;

  readonly ring = (): void => {
    this.wasRung = true;
    this.waiting?.();
  };

  /** Forgets what was rung before; call it, then look, then wait. */
  reset(): void {
    this.wasRung = false;
  }

  /** Resolves when it is rung, or after `timeoutMs`. */
  async wait(timeoutMs: number): Promise<void> {
    if (this.wasRung) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.waiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.waiting = undefined;
  }
}
