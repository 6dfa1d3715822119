import { PURPOSES, type Purpose } from '@mesh/access';
import { IDENTITIES } from '../identities.js';
import { html, Markup, page } from './page.js';

/** What the page for signing in shows. */
export interface SignInView {
  /** What was typed before, or what the console suggests. */
  readonly identity?: string;
  readonly fault?: SignInFault;
}

/** Why an attempt did not succeed. */
export type SignInFault = { readonly kind: 'wrong' } | { readonly kind: 'throttled'; readonly seconds: number };

const faultText = (fault: SignInFault): string =>
  fault.kind === 'wrong'
    ? 'Identity and secret do not belong together. Check both and try again.'
    : `Too many attempts. Wait ${fault.seconds} ${fault.seconds === 1 ? 'second' : 'seconds'}, then try again.`;

/** The names that a mesh has from its first start are public; others must be typed. */
const suggestions = Object.entries(IDENTITIES).map(
  ([name, { purposes }]) =>
    html`<option value="${name}">${purposes.map((purpose: Purpose) => PURPOSES[purpose]).join(', ')}</option>`,
);

/** The page where a person says who they are. */
export function signInPage({ identity = '', fault }: SignInView): string {
  const notice =
    fault === undefined ? undefined : html`<p class="notice bad" id="fault" role="alert">${faultText(fault)}</p>`;
  const isWrong = fault?.kind === 'wrong';
  const marks = new Markup(isWrong ? ' aria-invalid="true" aria-describedby="fault"' : '');
  const secretMarks = new Markup(
    isWrong ? ' aria-invalid="true" aria-describedby="fault hint"' : ' aria-describedby="hint"',
  );
  const [firstFocus, secondFocus] = [identity === '', identity !== ''].map(
    (isFirst) => new Markup(isFirst ? ' autofocus' : ''),
  );
  return page(
    fault === undefined ? 'Sign in' : 'Not signed in',
    html`<h1>Sign in to the console</h1>
      <p class="soft">With an identity of this mesh and its secret.</p>
      ${notice}
      <form method="post" autocomplete="on">
        <label for="identity">Identity</label>
        <input
          id="identity"
          name="identity"
          list="identities"
          value="${identity}"
          required
          maxlength="200"
          autocomplete="username"
          autocapitalize="none"
          autocorrect="off"
          spellcheck="false"
          ${marks}${firstFocus}
        />
        <datalist id="identities">${suggestions}</datalist>
        <label for="secret">Secret</label>
        <input
          id="secret"
          name="secret"
          type="password"
          required
          maxlength="500"
          autocomplete="current-password"
          ${secretMarks}${secondFocus}
        />
        <span class="soft hint" id="hint"
          >It stands as <code>clientSecret</code> in <code>credentials.json</code> of the mesh’s home.</span
        >
        <div class="ways">
          <button class="first" name="answer" value="sign-in">Sign in</button>
          <button name="answer" value="cancel" formnovalidate>Cancel</button>
        </div>
      </form>
      <footer class="soft">
        <p>
          The console is a part of this mesh. It learns your identity and its roles, and acts with your rights and no
          others, until you sign out or for twelve hours at most.
        </p>
        <p>What you ask of the mesh is recorded with your identity and purpose.</p>
      </footer>`,
  );
}
