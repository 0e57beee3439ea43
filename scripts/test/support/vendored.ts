import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { JsonObject } from "../../src/json.ts";
import { sha256 } from "../../src/sources.ts";

const servers = [{ url: "https://sandbox.example.com" }, { url: "https://gw-pci.example.com" }];

function page(title: string, path: string, method: string, schema: JsonObject): string {
  const [, name] = /^(\w+)/.exec(title)!;
  const document = {
    openapi: "3.1.0",
    info: { title: "Cards", version: "1.4.6" },
    servers,
    paths: {
      [path]: {
        [method]: {
          summary: title,
          responses: {
            "200": {
              description: "OK",
              content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
            },
          },
        },
      },
    },
    components: { schemas: { [name!]: schema } },
  };
  return `# ${title}\n\n${"Some prose. ".repeat(20)}\n\n# OpenAPI definition\n\n\`\`\`json\n${JSON.stringify(document, null, 1)}\n\`\`\`\n`;
}

const action = (path: string, method: string, name: string, server: number) =>
  `  - target: $.paths['${path}'].${method}
    description: Its prose says so.
    update:
      servers:
        - url: ${servers[server]!.url}
          description: Chosen.
  - target: $.paths['${path}'].${method}
    description: Pinned.
    update:
      x-pismo-client:
        name: ${name}
`;

const files: { readonly [file: string]: string } = {
  "cards/upstream/put-v1-card-status.md": page("Status of a card", "/cards/status", "put", {
    type: "object",
    properties: { status: { type: "string" } },
    example: { status: "UNBLOCKED" },
  }),
  "cards/upstream/post-v2-reset-cvv.md": page("Cvv of a card", "/pcicards/reset", "post", {
    type: "object",
    properties: { success: { type: "boolean" } },
  }),
  "cards/overlay.yaml": `overlay: 1.0.0
info: { title: Cards, version: 1.0.0 }
actions:
${action("/cards/status", "put", "updateCardStatus", 0)}${action("/pcicards/reset", "post", "rotateCvv", 1)}
  - target: $.components.schemas.Status
    description: Its example says so.
    x-expect:
      $.components.schemas.Status.example.status: UNBLOCKED
    update:
      x-pismo-client: { note: Noted. }
`,
  "tokenization/upstream/performtokenop.md": page("Token of a card", "/tokens", "post", {
    type: "object",
    properties: {},
  }),
  "tokenization/overlay.yaml": `overlay: 1.0.0
info: { title: Tokenization, version: 1.0.0 }
actions:
${action("/tokens", "post", "performTokenOperation", 1)}`,
};

/** Two APIs as small as they can be, and the events, in place of whatever `specs/` of a copy has. */
export function vendorSmall(root: string): void {
  const specs = join(root, "specs");
  for (const { name } of readdirSync(specs, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    if (name !== "events") rmSync(join(specs, name), { recursive: true });
  const pages = Object.entries(files).filter(([file]) => file.endsWith(".md"));
  const entries = pages.map(
    ([file, text]) => `- file: ${file}\n  kind: reference-page\n  sha256: "${sha256(text)}"\n`,
  );
  const events = readFileSync(join(specs, "sources.yaml"), "utf8").split(/^(?=- )/m);
  const list = [...entries, ...events.filter((entry) => entry.startsWith("- file: events/"))].join("");
  for (const [file, text] of Object.entries({ ...files, "sources.yaml": list })) {
    mkdirSync(dirname(join(specs, file)), { recursive: true });
    writeFileSync(join(specs, file), text);
  }
}
