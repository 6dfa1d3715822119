declare global {
  var __webpack_nonce__: string | undefined;
}

/** The nonce of this page, with which the content security policy lets style elements in. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The scroll lock of dialogs asks for it by this name.
globalThis.__webpack_nonce__ = styleNonce;
