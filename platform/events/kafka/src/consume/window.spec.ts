import { progressOf, progressText } from './progress-text.js';
import { Window } from './window.js';

const at = (...offsets: number[]) => offsets.map((offset) => ({ offset }));

describe('given events of a partition that are done out of their order', () => {
  it('commits up to the first open one, and tells what is done beyond it', () => {
    const window = new Window(0);
    window.add(at(0, 1, 3, 4, 6), 9);
    expect(window.progress()).toEqual({ offset: 0, ahead: [] });
    window.finish(at(1, 4));
    expect(window.progress()).toEqual({
      offset: 0,
      ahead: [
        [1, 3],
        [4, 6],
      ],
    });
    expect(window.progressAfter(at(0))).toEqual({ offset: 3, ahead: [[4, 6]] });
    window.finish(at(0));
    expect(window.progress()).toEqual({ offset: 3, ahead: [[4, 6]] });
    window.finish(at(3, 6));
    expect(window.progress()).toEqual({ offset: 9, ahead: [] });
    expect(window.size).toBe(0);
  });

  it('passes over places without an event', () => {
    const window = new Window(5);
    window.add([], 8);
    expect(window.progress()).toEqual({ offset: 8, ahead: [] });
  });

  it('does nothing again after a restart that was done before', () => {
    const before = new Window(0);
    before.add(at(0, 1, 2, 3, 4, 5), 6);
    before.finish(at(1, 2, 4));
    const text = progressText(before.progress());
    expect(text).toBe('mesh1:1-3.4-5');
    const { offset, ahead } = progressOf(before.progress().offset, text);
    const after = new Window(offset, ahead);
    expect(after.add(at(0, 1, 2, 3), 4)).toEqual(at(0, 3));
    expect(after.add(at(4, 5), 6)).toEqual(at(5));
    after.finish(at(0));
    expect(after.progress()).toEqual({ offset: 3, ahead: [[4, 5]] });
    after.finish(at(3, 5));
    expect(after.progress()).toEqual({ offset: 6, ahead: [] });
  });

  it('takes metadata of other clients for none', () => {
    expect(progressOf(7, 'something else')).toEqual({ offset: 7, ahead: [] });
    expect(progressOf(7, null)).toEqual({ offset: 7, ahead: [] });
  });

  it('keeps up over a long run', () => {
    const window = new Window(0);
    for (let offset = 0; offset < 50_000; offset += 1) {
      window.add(at(offset), offset + 1);
      window.finish(at(offset));
    }
    expect(window.progress()).toEqual({ offset: 50_000, ahead: [] });
  });
});
