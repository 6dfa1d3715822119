const KNOWN =
  /^(PATH|HOME|LANG|TMPDIR|XDG_CACHE_HOME|PIP_\w+|(https?|no|all)_proxy|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE)$/i;

/** The variables that an installer of packages needs; secrets of the mesh are not among them. */
export const installerEnvironment = (
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => KNOWN.test(entry[0]) && entry[1] !== undefined,
    ),
  );
