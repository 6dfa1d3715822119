import { createHash } from 'node:crypto';

/** Markup that is already safe to stand in a page. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | undefined | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const written = (part: Part): string => {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] as string);
};

/** Writes markup; whatever is put in is escaped unless it is markup itself. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.map((text, place) => text + written(parts[place])).join(''));
}

const STYLE = `
:root { color-scheme: light dark; --ink: #172026; --soft: #51616b; --line: #cdd6db; --edge: #63737c; --page: #f6f8f9;
  --card: #fff; --strong: #135f70; --on-strong: #fff; --bad: #9c1c16; --bad-ground: #fdeae8; --info: #0d4c5a; --info-ground: #e3f1f4; }
@media (prefers-color-scheme: dark) { :root { --ink: #d5dde1; --soft: #a3b1b9; --line: #3b4952; --edge: #98a6ae; --page: #11181d;
  --card: #182127; --strong: #8bc3cd; --on-strong: #0b1014; --bad: #ffaaa3; --bad-ground: #421815; --info: #b6d9df; --info-ground: #12343c; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; padding: 1.5rem 1rem; background: var(--page);
  color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
header { margin: 0 0 1.25rem; font-size: .95rem; font-weight: 600; color: var(--strong); }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; font-weight: 650; text-wrap: balance; }
p { margin: 0 0 1rem; } .soft { color: var(--soft); font-size: .9rem; } form { margin: 0; }
label { display: block; margin: 1rem 0 .3rem; font-weight: 600; } .hint { display: block; margin-top: .5rem; }
input { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--page);
  border: 1px solid var(--edge); border-radius: .35rem; }
.notice { margin: 0 0 1rem; padding: .75rem .9rem; border-radius: .35rem; background: var(--info-ground); color: var(--info); }
.bad { background: var(--bad-ground); color: var(--bad); }
.ways { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
button, .way { flex: 1 1 8rem; min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none;
  color: var(--strong); background: transparent; border: 1px solid var(--edge); border-radius: .35rem; cursor: pointer; }
button.first, .way.first { color: var(--on-strong); background: var(--strong); border-color: var(--strong); }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; } code { font: .9em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
footer { margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
footer p:last-child { margin: 0; }
@media (forced-colors: active) { .notice, button { border: 1px solid; } }`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** What goes with every page: nothing is loaded, nothing runs, nobody frames it, nothing keeps it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  // Not `no-referrer`: browsers then say `Origin: null` of the page's own form.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** A whole page that needs no script. */
export function page(title: string, content: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – CloudMedical mesh</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <header>CloudMedical mesh</header>
          ${content}
        </main>
      </body>
    </html>`.text;
}
