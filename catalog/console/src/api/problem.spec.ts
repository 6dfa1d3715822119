import { problemIn, withQuery } from './http.js';
import { NO_ANSWER, problemOf, ProblemError, traceOf } from './problem.js';

describe('given an answer that is no success', () => {
  it('takes what the mesh says of it', async () => {
    const body = { title: 'Not open', status: 200, code: 'ACCESS.DENIED', detail: 'Ask.', instance: 'urn:trace:ab' };
    const answer = Response.json(body, { status: 403, headers: { 'content-type': 'application/problem+json' } });
    const problem = await problemIn(answer);
    expect(problem).toEqual({ ...body, status: 403 });
    expect(traceOf(problem)).toBe('ab');
  });

  it('takes the status of one that is not of the mesh', async () => {
    const page = new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' });
    expect(await problemIn(page)).toEqual({ title: 'Bad Gateway', status: 502 });
  });

  it('outlives JSON that is none', async () => {
    const broken = new Response('{', { status: 500, headers: { 'content-type': 'application/json' } });
    expect(await problemIn(broken)).toEqual({ title: '500', status: 500 });
  });
});

describe('given something thrown', () => {
  it('is a problem', () => {
    const problem = { title: 'x', status: 404 };
    expect(problemOf(new ProblemError(problem))).toBe(problem);
    expect(problemOf(new TypeError('broken'))).toEqual({ title: 'broken', status: NO_ANSWER });
  });
});

describe('given a path and a query', () => {
  it('leaves out what is empty and escapes the rest', () => {
    expect(withQuery('/catalog/search', { q: 'a&b', domain: '', tag: undefined, limit: 5 })).toBe(
      '/catalog/search?q=a%26b&limit=5',
    );
    expect(withQuery('/catalog/search', {})).toBe('/catalog/search');
  });
});
