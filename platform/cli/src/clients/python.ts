import type { ClientNames } from './client-names.js';

/** Models of pydantic, and nothing but the package. */
export const PYTHON_OPTIONS = ({ module, version }: ClientNames): Readonly<Record<string, string>> => ({
  packageName: module,
  packageVersion: version,
  generateSourceCodeOnly: 'true',
});

/** What pip installs it by; the packages are those that the generated code imports. */
export const pythonFiles = ({
  id,
  product,
  title,
  version,
  module,
}: ClientNames): Readonly<Record<string, string>> => ({
  'pyproject.toml': `[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "${product}-client"
version = "${version}"
description = "Client of ${id}."
requires-python = ">=3.9"
dependencies = ["urllib3>=2.1,<3", "python-dateutil>=2.8.2", "pydantic>=2", "typing-extensions>=4.7.1"]

[tool.setuptools.packages.find]
include = ["${module}*"]

[tool.setuptools.package-data]
${module} = ["py.typed"]
`,
  'README.md': `# Client of ${title}

Made by \`mesh client\` from the OpenAPI document of \`${id}\` ${version}; changes by hand are lost when it is made anew.

\`\`\`python
from ${module} import ApiClient, CallsApi, Configuration

with ApiClient(Configuration(access_token=token)) as client:
    calls = CallsApi(client)
\`\`\`

A refused call raises an \`ApiException\`; its \`data\` is the \`Problem\` that tells which rule was broken where. Another address than that of the document is given as \`host\`. Install: \`pip install .\`
`,
});
