import { _, Ajv, type KeywordCxt, type Options } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { DocumentError } from "./document-error.ts";
import { type CheckedSchema, knownFormats, tolerantSchema } from "./event-schema.ts";
import type { Json, JsonObject } from "./json.ts";

/**
 * An event's validators: ajv's standalone code, with nothing of ajv at run time. `validate` holds an event against the
 * whole schema. `tolerate`, present where the schema has alternatives, holds it against what must hold for it to be
 * accepted; elsewhere the keywords in what `validate` reports tell.
 */
export function emitEventValidator(document: JsonObject, checked: CheckedSchema, source: string): string {
  const ajv = createAjv(document.$schema, checked, source);
  const exported: Record<string, string> = { validate: "validate" };
  let code: string;
  try {
    ajv.addSchema(checked.schema, "validate");
    if (checked.hasAlternatives) {
      ajv.addSchema(tolerantSchema(checked.schema) as JsonObject, "tolerate");
      exported.tolerate = "tolerate";
    }
    code = standalone.default(ajv, exported);
  } catch (error) {
    throw new DocumentError(
      source,
      `Its JSON Schema cannot be compiled: ${(error as Error).message}.`,
      "Correct the schema at the place that is named.",
    );
  }
  return asModule(code);
}

/** Whether an event's payload is valid: what `validate` of the emitted code tells, except that it takes any format. */
export function compileEvent(
  document: JsonObject,
  checked: CheckedSchema,
  source: string,
): (data: Json) => boolean {
  return createAjv(document.$schema, checked, source).compile(checked.schema);
}

const dialects: readonly (readonly [RegExp, new (options: Options) => Ajv])[] = [
  [/^https?:\/\/json-schema\.org\/draft-0[67]\/schema#?$/, Ajv],
  [/^https?:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/, Ajv2019],
  [/^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, Ajv2020],
];

/** An ajv that knows what {@link checkedSchema} keeps. */
export function createAjv(
  dialect: Json | undefined,
  checked: Pick<CheckedSchema, "memberNames">,
  source: string,
): Ajv {
  const [, Dialect] =
    dialects.find(([pattern]) =>
      pattern.test(String(dialect ?? "http://json-schema.org/draft-07/schema#")),
    ) ?? [];
  if (!Dialect) {
    throw new DocumentError(
      `${source}#/$schema`,
      `The dialect ${JSON.stringify(dialect)} is not known.`,
      "Known are JSON Schema draft-06, draft-07, 2019-09 and 2020-12.",
    );
  }
  const ajv = new Dialect({
    allErrors: true,
    messages: false,
    strict: false,
    strictNumbers: true,
    logger: false,
    // Loops over enums and required members would compare with ajv's own `equal`.
    loopEnum: Number.POSITIVE_INFINITY,
    loopRequired: Number.POSITIVE_INFINITY,
    // Amounts: 0.1 + 0.2 is a multiple of 0.1.
    multipleOfPrecision: 9,
    // A member named like one of Object.prototype's would otherwise be found in every object.
    ownProperties: checked.memberNames.some((name) => name in Object.prototype),
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  for (const format of knownFormats) ajv.addFormat(format, () => true);
  ajv.addKeyword({
    keyword: "safeInteger",
    type: "number",
    code: (cxt: KeywordCxt) => cxt.fail(_`${cxt.data} > 9007199254740991 || ${cxt.data} < -9007199254740991`),
  });
  return ajv;
}

/** A module of the events package, where `checks.ts` has what the code takes. */
function asModule(code: string): string {
  const { body, imports } = compactCode(code);
  return `${imports.length > 0 ? `import { ${imports.join(", ")} } from "../checks.ts";\n\n` : ""}${body}`;
}

/** ajv's code with each problem on one line, without what is never read, indented; and the names that it needs besides. */
export function compactCode(code: string): { readonly body: string; readonly imports: readonly string[] } {
  const compact = code
    .replace(/^"use strict";\n?/, "")
    .replaceAll(
      /const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g,
      "(vErrors ??= []).push($2);\nerrors++;",
    )
    .replaceAll(/,schemaPath:"(?:[^"\\]|\\.)*"/g, "")
    .replaceAll(/params:\{allowedValues?: (?:"(?:[^"\\]|\\.)*"|[^"}])*\}/g, "params:{}")
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', "codePointLength");
  const body = withoutSchemas(compact);
  const lines = body.split("\n");
  const imports = ["codePointLength", "formats"].filter((name) => new RegExp(`= ${name}\\b`).test(body));
  if (
    /\brequire\(|\bimport\(|\beval\(|new Function/.test(
      lines.join("\n").replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'),
    )
  ) {
    throw new Error(
      "ajv's standalone code needs something at run time: keep the keyword that causes it out of checkedSchema.",
    );
  }
  return { body: indent(lines), imports };
}

/** Where ajv reads a problem's expected types from a copy of the schema, the types stand themselves, and the copy goes. */
function withoutSchemas(code: string): string {
  const schemas = new Map<string, () => Json>();
  for (const [, name, json] of code.matchAll(/^const (schema\d+) = (.*);$/gm)) {
    let schema: Json | undefined;
    schemas.set(name!, () => {
      schema ??= JSON.parse(json!) as Json;
      return schema;
    });
  }
  const inlined = code.replaceAll(
    /(params:\{type: )(schema\d+)((?:\.[A-Za-z_$][\w$]*|\["(?:[^"\\]|\\.)*"\]|\[\d+\])+)/g,
    (match, start: string, name: string, steps: string) => {
      const read = schemas.get(name);
      if (!read) return match;
      const tokens = steps.match(/\.[\w$]+|\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g)!;
      const value = tokens.reduce<Json>((below, token) => {
        const step = token.startsWith(".") ? token.slice(1) : String(JSON.parse(token.slice(1, -1)));
        return (below as JsonObject)[step]!;
      }, read());
      return start + JSON.stringify(value);
    },
  );
  const isDeclaration = /^const (schema\d+) = .*;$/;
  const lines = inlined.split("\n");
  // In a document of a thousand operations there are as many copies: the text is searched once for all of them.
  const used = new Set(
    lines.flatMap((line) => {
      const own = isDeclaration.exec(line)?.[1];
      return (line.match(/\bschema\d+\b/g) ?? []).filter((name) => name !== own);
    }),
  );
  return lines
    .filter((line) => {
      const own = isDeclaration.exec(line)?.[1];
      return own === undefined || used.has(own);
    })
    .join("\n");
}

function indent(lines: readonly string[]): string {
  let depth = 0;
  return lines
    .map((line) => {
      const code = line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
      const opened = code.split(/[{[(]/).length - code.split(/[}\])]/).length;
      const at = /^[}\])]/.test(code) ? depth - 1 : depth;
      depth += opened;
      return line === "" ? "" : `${"  ".repeat(Math.max(0, at))}${line}`;
    })
    .join("\n");
}
