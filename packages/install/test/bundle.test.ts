import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, inject, test } from "vitest";

const project = inject("project");

/** One operation, as a browser's bundle has it. */
const oneOperation = `
  import { rotateCvv } from "@pismo-client/cards";
  import { createClient } from "@pismo-client/runtime";
  export const run = () => rotateCvv(createClient({ environment: "sandbox", accountToken: "x" }), { cardId: "1", body: {} });
`;

interface Bundle {
  readonly text: string;
  /** Its source map. */
  readonly map: string;
  /** The files that it uses. */
  readonly files: readonly string[];
}

const compressed = (text: string) => gzipSync(text, { level: 9 }).length;

async function bundle(source: string, minify: boolean): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: project },
    bundle: true,
    format: "esm",
    platform: "browser",
    minify,
    write: false,
    sourcemap: "external",
    outdir: "/",
    metafile: true,
    logLevel: "silent",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { text: outputFiles[1]!.text, map: outputFiles[0]!.text, files: used.map(([file]) => file) };
}

/** What the README of the runtime calls the sources of a bundle. */
const parts: { readonly [part: string]: RegExp } = {
  "checking and writing the input": /^(input|typo|headers|body)$/,
  "sending, repeating, time limits, hooks, reading":
    /^(send|retry|time-limit|hooks|response-body|result|platform-browser)$/,
  "errors, and keeping secrets out of them":
    /^(pismo-.*-error|pismo-error|without-secrets|failure|problem|redact)$/,
  "options and hosts": /^(options|environment)$/,
  tokens: /^token(-cache)?$/,
  "the client, the operation, and the call": /^(client|operations|<stdin>)$/,
};

/** Bytes of each part: of the whole, compressed, as much as its characters are of the whole. */
function costs({ text, map }: Bundle): Map<string, number> {
  const sources = new SourceMap(JSON.parse(map));
  const each = compressed(text) / text.length;
  const found = new Map<string, number>();
  for (const [line, characters] of text.split("\n").entries()) {
    for (let column = 0; column < characters.length; column++) {
      const entry = sources.findEntry(line, column);
      const source = "originalSource" in entry ? basename(entry.originalSource, ".ts") : "<stdin>";
      const part = Object.keys(parts).find((name) => parts[name]!.test(source));
      if (!part) throw new Error(`${source} is in no part.`);
      found.set(part, (found.get(part) ?? 0) + each);
    }
  }
  return found;
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);

// Just above what it is: raised only with what caused it, and lowered when it can be. What it is made of stands in the
// README of the runtime. Most of it is what the failures of a call need: their errors, and the rules of repeating.
test("one operation costs a browser at most 6,144 bytes, compressed, and each part what the README says", async () => {
  const bundled = await bundle(oneOperation, true);
  const measured = costs(bundled);
  const rows = [...measured].map(([part, bytes]) => `| ${part} | ${kilobytes(bytes)} |`);
  console.log([`${compressed(bundled.text)} bytes`, ...rows].join("\n"));
  expect(compressed(bundled.text)).toBeLessThanOrEqual(6144);

  const readme = readFileSync(new URL("../../runtime/README.md", import.meta.url), "utf8");
  expect(readme).toContain(`${kilobytes(compressed(bundled.text))} KB`);
  for (const row of rows) expect(readme).toContain(row);
});

test("a bundle holds nothing that it does not use", async () => {
  const { text, files } = await bundle(oneOperation, false);
  for (const name of [
    "createRawClient",
    "serverToServer",
    "writeOtherBody",
    "writeStructured",
    "bodyValidator",
    "createMutualTlsFetch",
    "updateCardStatus",
    "createCardsClient",
    "openapi-fetch",
    "createQuerySerializer",
    "undici",
    "ECONNREFUSED",
    "Mozilla",
    "ajv",
    "prism",
  ]) {
    expect(text, name).not.toMatch(new RegExp(`\\b${name}\\b`));
  }
  expect(files.join("\n")).not.toMatch(
    /openapi-fetch|undici|ajv|prism|mock|validat|events|tokenization|raw\.js/,
  );
});

test("what a bundle uses is in it", async () => {
  const { text } = await bundle(
    `export { createRawClient, serverToServer } from "@pismo-client/runtime";
     export { cardsBodies } from "@pismo-client/cards/validators";`,
    false,
  );
  for (const name of ["createRawClient", "serverToServer", "cardsBodies"]) expect(text).toContain(name);
});
