import { typeName, valueName } from "./event-names.ts";
import { definitionOf, typesOf } from "./event-schema.ts";
import { eventText } from "./event-text.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { comment, key } from "./text.ts";

/**
 * The types of one event: its payload first, then the definitions and the enums that it names. They are no interfaces,
 * so that a payload can be taken as a record, for the members that the document does not declare.
 */
export function emitEventTypes(document: JsonObject, name: string, taken: Set<string>): string {
  return new EventTypes(document, name, taken).emit();
}

class EventTypes {
  readonly #document: JsonObject;
  readonly #name: string;
  readonly #taken: Set<string>;
  readonly #definitions = new Map<string, string>();
  readonly #queue: (() => string)[] = [];
  readonly #enums: string[] = [];

  constructor(document: JsonObject, name: string, taken: Set<string>) {
    this.#document = document;
    this.#name = name;
    this.#taken = taken;
  }

  emit(): string {
    const parts = [this.#declaration(this.#document, this.#name)];
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) parts.push(next());
    return [...parts, ...this.#enums].join("\n");
  }

  #declaration(schema: Json, name: string): string {
    const docs = isObject(schema) ? documentation(schema) : [];
    return `${docs.length > 0 ? comment(docs) : ""}export type ${name} = ${this.#type(schema, name, "").text};\n`;
  }

  #type(schema: Json, name: string, indent: string): Type {
    if (schema === false) return atom("never");
    if (!isObject(schema)) return unknown;
    const choices = (keyword: string) => {
      const below = schema[keyword];
      return Array.isArray(below) ? below.map((choice) => this.#type(choice, name, indent)) : [];
    };
    return joined("&", [
      typeof schema.$ref === "string" ? atom(this.#reference(schema.$ref)) : unknown,
      this.#own(schema, name, indent),
      ...choices("allOf"),
      joined("|", choices("anyOf")),
      joined("|", choices("oneOf")),
    ]);
  }

  #reference(reference: string): string {
    if (reference === "#") return this.#name;
    const known = this.#definitions.get(reference);
    if (known) return known;
    const definition = definitionOf(reference, this.#document)!;
    const name = this.#claim(this.#name + typeName(definition.name));
    this.#definitions.set(reference, name);
    this.#queue.push(() => this.#declaration(definition.schema, name));
    return name;
  }

  /** The type that `type`, `enum`, `properties` and `items` make, without references and alternatives. */
  #own(schema: JsonObject, name: string, indent: string): Type {
    const types = typesOf(schema);
    if (!types) return unknown;
    const values = Array.isArray(schema.enum) ? schema.enum : "const" in schema ? [schema.const!] : [];
    const isPlain = values.every((value) => typeof value !== "object" || value === null);
    if (isPlain && values.length > 0) return atom(this.#openEnum(values, types, name));
    return joined(
      "|",
      types.map((type) => this.#ofType(type, schema, name, indent)),
    );
  }

  #ofType(type: string, schema: JsonObject, name: string, indent: string): Type {
    if (type === "object") return this.#object(schema, name, indent);
    if (type === "array") {
      const items = isObject(schema.items) ? this.#type(schema.items, `${name}Item`, indent) : unknown;
      return { text: `readonly ${parenthesized(items)}[]`, isComposite: true };
    }
    return simpleTypes.get(type) ?? unknown;
  }

  #object(schema: JsonObject, name: string, indent: string): Type {
    const properties = isObject(schema.properties) ? schema.properties : {};
    const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
    const rest =
      isObject(schema.additionalProperties) && schema.patternProperties === undefined
        ? this.#type(schema.additionalProperties, `${name}Member`, indent).text
        : undefined;
    const names = [...new Set([...Object.keys(properties), ...required])];
    const map = atom(`Readonly<Record<string, ${rest ?? "unknown"}>>`);
    if (names.length === 0) return map;
    const inner = `${indent}  `;
    const members = names.map((member) => {
      const below = Object.hasOwn(properties, member) ? properties[member]! : true;
      const docs = isObject(below) ? documentation(below) : [];
      const { text } = this.#type(below, name + typeName(member), inner);
      const mark = required.includes(member) ? "" : "?";
      return `${docs.length > 0 ? comment(docs, inner) : ""}${inner}readonly ${key(member)}${mark}: ${text};\n`;
    });
    const declared = atom(`{\n${members.join("")}${indent}}`);
    return rest === undefined ? declared : joined("&", [declared, map]);
  }

  /** Exports the values as a list, and the type that suggests them and allows others; returns its name. */
  #openEnum(values: readonly Json[], types: readonly string[], name: string): string {
    const type = this.#claim(name);
    const list = `${valueName(type)}Values`;
    const members = values.map((value) => `  ${JSON.stringify(value)},\n`).join("");
    const others = joined(
      "|",
      types.map((other) => openTypes.get(other) ?? unknown),
    ).text;
    this.#enums.push(
      `${comment([`The values of {@link ${type}} that the document knows.`])}export const ${list} = [\n${members}] as const;\n`,
      `${comment([`One of {@link ${list}}, or a value that the document does not know.`])}export type ${type} = (typeof ${list})[number] | ${others};\n`,
    );
    return type;
  }

  #claim(name: string): string {
    let claimed = name;
    while (this.#taken.has(claimed)) claimed += "_";
    this.#taken.add(claimed);
    return claimed;
  }
}

/** A type's text, and whether it needs parentheses inside another. */
interface Type {
  readonly text: string;
  readonly isComposite?: boolean;
}

function atom(text: string): Type {
  return { text };
}

const unknown = atom("unknown");
const simpleTypes = new Map(
  Object.entries({
    string: "string",
    number: "number",
    integer: "number",
    boolean: "boolean",
    null: "null",
  }).map(([type, text]) => [type, atom(text)]),
);
const openTypes = new Map([
  ...simpleTypes,
  ["string", atom("(string & {})")],
  ["number", atom("(number & {})")],
  ["integer", atom("(number & {})")],
  ["object", atom("Readonly<Record<string, unknown>>")],
  ["array", atom("(readonly unknown[])")],
]);

/** `unknown` adds nothing to an intersection, and takes in all of a union. */
function joined(operator: "&" | "|", types: readonly Type[]): Type {
  const byText = new Map(types.map((type) => [type.text, type]));
  if (operator === "|" && byText.has("unknown")) return unknown;
  byText.delete("unknown");
  const [first, ...others] = byText.values();
  if (!first) return unknown;
  if (others.length === 0) return first;
  return { text: [first, ...others].map(parenthesized).join(` ${operator} `), isComposite: true };
}

function parenthesized(type: Type): string {
  return type.isComposite ? `(${type.text})` : type.text;
}

/** What the document says of a member: title, description, default and examples. */
function documentation(schema: JsonObject): string[] {
  const title = eventText(schema.title);
  const description = eventText(schema.description);
  const examples = Array.isArray(schema.examples) && !("properties" in schema) ? schema.examples : [];
  return [
    ...[title, description === title ? "" : description]
      .filter(Boolean)
      .flatMap((paragraph, index) => (index > 0 ? ["", paragraph] : [paragraph])),
    ...(schema.default === undefined
      ? []
      : ["", `The document's default, which is not filled in: \`${JSON.stringify(schema.default)}\`.`]),
    ...examples.flatMap((example) => ["", `@example ${JSON.stringify(example)}`]),
  ];
}
