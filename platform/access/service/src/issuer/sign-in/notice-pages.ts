import { html, Markup, page } from './page.js';

/** Where people go on from a page that leads nowhere else. */
const toConsole = html`<div class="ways"><a class="way first" href="/">To the console</a></div>`;

/** The page for a sign-in that cannot go on: it took too long, was finished before, or began elsewhere. */
export const endedPage = (): string =>
  page(
    'This sign-in has ended',
    html`<h1>This sign-in has ended</h1>
      <p>It took too long, was finished before, or began in another browser. Nothing was changed.</p>
      <p>Begin again from the console.</p>
      ${toConsole}`,
  );

/** The page for a request that a person should not have come by; `error` is a code of OAuth 2.0, never a text of the caller. */
export const refusedPage = (error: string): string =>
  page(
    'This cannot be done',
    html`<h1>This cannot be done</h1>
      <p class="notice bad" role="alert">The request that brought you here was refused (<code>${error}</code>).</p>
      <p>Begin again from the console. If it happens again, tell who runs this mesh.</p>
      ${toConsole}`,
  );

/** The page that asks whether to sign out; `form` is made by the provider and carries its protection against forgery. */
export const signOutPage = (form: string): string =>
  page(
    'Sign out',
    html`<h1>Sign out of the mesh?</h1>
      <p>A token that a program already holds stays good until its hour is over.</p>
      ${new Markup(form)}
      <div class="ways">
        <button class="first" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
        <button form="op.logoutForm">Stay signed in</button>
      </div>`,
  );

/** The page after signing out, for those whom no console awaits. */
export const signedOutPage = (): string =>
  page(
    'Signed out',
    html`<h1>You are signed out</h1>
      <p>You can close this page.</p>
      ${toConsole}`,
  );
