import { clientName } from "./emit-client.ts";
import type { JsonObject } from "./json.ts";
import { inline, oneLine } from "./markdown.ts";
import type { OperationModel } from "./operations.ts";
import { readmeExample } from "./readme-example.ts";

/** A new API, as far as its package has to know it. */
export interface NewApi {
  readonly api: string;
  readonly title: string;
  /** Of all packages of this repository. */
  readonly version: string;
  readonly document: JsonObject;
  readonly operations: readonly OperationModel[];
}

/** The hand-written part of an API's package, by path below `packages/<api>/`. From now on it is edited by hand. */
export function newPackage(api: NewApi): Map<string, string> {
  return new Map([
    ["package.json", manifest(api)],
    ["tsconfig.json", config({ noEmit: true, types: ["node"] }, ["src", "test"])],
    ["tsconfig.build.json", config({ rootDir: "src", outDir: "dist" }, ["src"])],
    ["src/index.ts", index],
    ["README.md", readme(api)],
    ["test/client.test.ts", test(api)],
  ]);
}

function manifest({ api, title, version }: NewApi): string {
  return json({
    name: `@pismo-client/${api}`,
    version,
    description: `Typed client for Pismo's "${oneLine(title)}" API (unofficial).`,
    license: "MIT",
    repository: {
      type: "git",
      url: "git+https://github.com/pismo-client/pismo-client.git",
      directory: `packages/${api}`,
    },
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./validators": {
        types: "./dist/generated/validators.d.ts",
        default: "./dist/generated/validators.js",
      },
      "./package.json": "./package.json",
    },
    files: ["dist", "CHANGELOG.md"],
    publishConfig: { access: "public", provenance: true },
    scripts: {
      build: "tsc -p tsconfig.build.json && node ../../scripts/src/bundle-package.ts",
      prepack: "node ../../scripts/src/write-sources.ts",
      typecheck: "tsc -p tsconfig.json",
      test: "vitest run --passWithNoTests=false",
    },
    dependencies: { "@pismo-client/runtime": "workspace:*" },
  });
}

/** In one line what fits in one, as the formatter has it. */
function config(compilerOptions: object, include: readonly string[]): string {
  const inline = (value: unknown) =>
    JSON.stringify(value)
      .replaceAll(/([{,:])(?=[^\s])/g, "$1 ")
      .replace(/}$/, " }");
  return `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": ${inline(compilerOptions)},
  "include": [${include.map((path) => JSON.stringify(path)).join(", ")}]
}
`;
}

const index = `export * from "./generated/client.ts";
export * from "./generated/operations.ts";
export type { components, operations, paths } from "./generated/schema.ts";
export * from "./generated/types.ts";
`;

function readme(api: NewApi): string {
  return `# @pismo-client/${api.api}

Typed client for Pismo's "${inline(api.title)}" API, generated from the published OpenAPI document.

This is an unofficial package. It is not affiliated with, endorsed by or supported by Pismo.

\`\`\`sh
npm install @pismo-client/${api.api}
\`\`\`

Most projects want [\`pismo-client\`](https://github.com/pismo-client/pismo-client#readme) instead: it has all APIs in one
place, and a client for each account. This package alone is for code that needs nothing else.

${readmeExample(api)}
Each operation is also a plain function that takes a client first. A bundle then holds only what is called.

## Operations

"PCI" and "API" are the two hosts of an environment. A request goes to the host of its operation, never to the other.
An operation whose repeating is "never" is sent once and not repeated, whatever happens after it has left: the error
says whether it may have been executed.

<!-- generated: operations -->
<!-- /generated -->

## Where it comes from

\`dist/sources.json\` in this package holds the sha256 of every document and overlay that it was made from, and digests of the
generator and of its own sources. A checkout of [the repository](https://github.com/pismo-client/pismo-client) at the
version's tag, such as \`pismo-client@1.2.3\`, makes the same package again, to the byte, and compares:

\`\`\`sh
npx -y pnpm@12.21.0 verify @pismo-client/${api.api}@1.2.3
\`\`\`

## Licence

MIT. The document that this package is generated from remains its owner's.
`;
}

function test({ api }: NewApi): string {
  const client = clientName(api);
  return `import type { Operation } from "@pismo-client/runtime";
import { describe, expect, test } from "vitest";
import * as api from "../src/index.ts";

const hosts = { api: "https://api.example", pci: "https://pci.example" };
const operations = Object.values(api as Record<string, unknown>).filter(
  (value): value is Operation =>
    typeof value === "object" && value !== null && "method" in value && "basePath" in value,
);

test("there are operations", () => {
  expect(operations).not.toEqual([]);
});

const cases = operations.map((operation) => [operation.name, operation] as const);

describe.each(cases)("%s", (name, operation) => {
  test("is a plain function", () => {
    expect(typeof (api as Record<string, unknown>)[name]).toBe("function");
  });

  test("is a method that sends one request, to the host of its kind", async () => {
    const sent: string[] = [];
    const client = api.create${client}({
      environment: hosts,
      accountToken: "a-token",
      tenant: "TN-1",
      retry: false,
      fetch: async (url, init) => {
        sent.push(\`\${init.method} \${url}\`);
        return new Response(null, { status: 503 });
      },
    });
    const methods = client as unknown as Record<string, (input: object) => Promise<unknown>>;
    await expect(methods[name]!(inputOf(operation))).rejects.toMatchObject({ operation: name, status: 503 });
    const path = operation.path.replaceAll(/\\{([^}]*)\\}/g, (_, parameter: string) =>
      String(values[operation.parameters[parameter]!.type]),
    );
    expect(sent).toHaveLength(1);
    expect(sent[0]!.split("?")[0]).toBe(
      \`\${operation.method} \${hosts[operation.host]}\${operation.basePath}\${path}\`,
    );
  });
});

/** A value of each type that a parameter can have. */
const values = {
  string: "1",
  integer: 1,
  number: 1,
  boolean: true,
  array: ["1"],
  object: { a: "1" },
  unknown: "1",
};

/** What the operation cannot do without. */
function inputOf({ parameters, body }: Operation): object {
  const required = Object.entries(parameters).filter(([, parameter]) => parameter.required);
  return {
    ...Object.fromEntries(required.map(([name, { type }]) => [name, values[type]])),
    ...(body && { body: bodyOf(body.mediaType) }),
  };
}

function bodyOf(mediaType: string): unknown {
  if (/json/.test(mediaType)) return {};
  return /multipart/.test(mediaType) ? new FormData() : "";
}
`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
