import { clientName } from "./emit-client.ts";
import { hasClientDefault } from "./emit-types.ts";
import { isObject, type Json, type JsonObject, resolve } from "./json.ts";
import { camelCase } from "./names.ts";
import type { OperationModel } from "./operations.ts";
import { effectiveParameters } from "./parameters.ts";
import { literal } from "./text.ts";

/** The README's example: the operation that is the shortest to call, with what it cannot do without. */
export function readmeExample({
  api,
  document,
  operations,
}: {
  readonly api: string;
  readonly document: JsonObject;
  readonly operations: readonly OperationModel[];
}): string {
  const calls = operations.flatMap((operation) => {
    const input = requiredInput(document, operation);
    return input === undefined ? [] : [{ operation, input, text: source(input) }];
  });
  const [shortest] = calls.sort((a, b) => cost(a) - cost(b));
  const client = camelCase(api);
  const usesTenant = shortest?.operation.parameters.some(hasClientDefault);
  const isRun = shortest !== undefined && shortest.operation.metadata.body === undefined;
  return `\`\`\`ts${isRun ? "" : " no-run"}
import { create${clientName(api)} } from "@pismo-client/${api}";

const ${client} = create${clientName(api)}({
  environment: "sandbox",
  accountId: "102378693",
  accountToken: async ({ accountId }) => \`token-of-\${accountId}\`, // yours asks your token service
${usesTenant ? '  tenant: "TN-f878e4a1-2879-48ba-be16-821e73ac98db",\n' : ""}});

${shortest ? call(client, shortest.operation, shortest.text) : `console.log(Object.keys(${client}));`}
\`\`\`
`;
}

/** In a README, `<!--` could be taken for one of its markers. */
function source(input: JsonObject): string {
  return Object.keys(input).length > 0 ? literal(input).replaceAll("<!--", "\\u003c!--") : "";
}

function call(client: string, { metadata, success }: OperationModel, input: string): string {
  const call = `await ${client}.${metadata.name}(${input})`;
  return success.every(({ kind }) => kind === "none")
    ? `${call};`
    : `const result = ${call};\nconsole.log(result);`;
}

function cost({ operation, text }: { readonly operation: OperationModel; readonly text: string }): number {
  const { method, body } = operation.metadata;
  return (
    text.length +
    (method === "GET" ? 0 : 10_000) +
    (body ? 100_000 : 0) +
    (operation.deprecated ? 1_000_000 : 0)
  );
}

/** Undefined where a required part is not made up that easily. */
function requiredInput(
  document: JsonObject,
  { metadata, parameters, bodyType }: OperationModel,
): JsonObject | undefined {
  const item = (document.paths as JsonObject)[metadata.path] as JsonObject;
  const operation = item[metadata.method.toLowerCase()] as JsonObject;
  const input: JsonObject = {};
  const declared = effectiveParameters(document, item, operation).map((entry) => resolve(document, entry));
  for (const parameter of parameters) {
    if (!parameter.required || hasClientDefault(parameter)) continue;
    const found = declared.find((each) => each?.name === parameter.name && each.in === parameter.in);
    const value = sample(document, { ...resolve(document, found?.schema), ...exampleOf(found) });
    if (value === undefined || (typeof value === "object" && value !== null)) return undefined;
    input[parameter.name] = value;
  }
  if (metadata.body?.required) {
    if (!/json/i.test(metadata.body.mediaType)) return undefined;
    const content = resolve(document, operation.requestBody)?.content as JsonObject;
    const value = sample(document, resolve(document, content[bodyType!])?.schema);
    if (value === undefined) return undefined;
    input.body = value;
  }
  return input;
}

function exampleOf(parameter: JsonObject | undefined): JsonObject {
  return parameter?.example !== undefined ? { example: parameter.example } : {};
}

/** The least that has a schema's type; undefined where that is not plain to see. */
function sample(document: JsonObject, unresolved: Json | undefined, depth = 0): Json | undefined {
  const schema = resolve(document, unresolved);
  if (!schema || depth > 4 || schema.oneOf || schema.anyOf || schema.allOf || schema.not) return undefined;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const examples = [
    schema.example,
    ...(Array.isArray(schema.examples) ? schema.examples : []),
    schema.default,
  ];
  const fitting = (type: string) => examples.find((value) => typeof value === type);
  switch (schema.type ?? (isObject(schema.properties) ? "object" : undefined)) {
    case "string":
      return (
        fitting("string") ?? formats[String(schema.format)] ?? "1".repeat(Number(schema.minLength ?? 1) || 1)
      );
    case "integer":
    case "number":
      return fitting("number") ?? schema.minimum ?? 1;
    case "boolean":
      return fitting("boolean") ?? true;
    case "array": {
      if (Number(schema.minItems ?? 0) === 0) return [];
      const item = sample(document, schema.items, depth + 1);
      return item === undefined ? undefined : [item];
    }
    case "object": {
      const result: JsonObject = {};
      const properties = (schema.properties ?? {}) as JsonObject;
      for (const name of Array.isArray(schema.required) ? schema.required : []) {
        const value = sample(document, properties[String(name)], depth + 1);
        if (value === undefined) return undefined;
        result[String(name)] = value;
      }
      return result;
    }
    default:
      return undefined;
  }
}

const formats: { readonly [format: string]: string } = {
  date: "2026-01-31",
  "date-time": "2026-01-31T12:00:00Z",
  uuid: "f878e4a1-2879-48ba-be16-821e73ac98db",
};
