import type { Bump, Change } from "./change.ts";
import { at, isObject, type Json, type JsonObject, resolve, tokens } from "./json.ts";
import type { RedoclyChange } from "./redocly-diff.ts";
import type { Direction } from "./usage.ts";

interface Rule {
  readonly bump: Bump;
  readonly why: string;
}

const notCompared = { bump: "off", why: "" } as const;

/**
 * Redocly's rules as a client's author sees them. A rule is major where upgrading the client breaks code that compiled
 * or makes it do something else, and not merely where the API changed under both versions of the client.
 */
export const redoclyRules = {
  "operation-removed": { bump: "major", why: "Code that calls it no longer compiles." },
  "path-removed": { bump: "major", why: "Code that calls it no longer compiles." },
  "parameter-removed": { bump: "major", why: "An input that gives it no longer compiles." },
  "parameter-became-required": { bump: "major", why: "An input that leaves it out is refused." },
  "parameter-serialization-changed": { bump: "major", why: "The same input is sent in another form." },
  "property-removed": { bump: "major", why: "Code that reads it no longer compiles." },
  "request-body-became-required": { bump: "major", why: "A call without a body no longer compiles." },
  "request-body-removed": { bump: "major", why: "An input that gives a body no longer compiles." },
  "required-properties-added": { bump: "major", why: "A body that leaves it out no longer compiles." },
  "required-properties-removed": { bump: "major", why: "Code that reads it must expect `undefined`." },
  "response-removed": { bump: "major", why: "Code that names the response no longer compiles." },
  "media-type-removed": { bump: "major", why: "It is what the client sends, or reads." },
  "schema-type-changed": { bump: "major", why: "The type of what is sent or read is another one." },
  "schema-combinator-changed": {
    bump: "major",
    why: "Something sent must fit more schemas, or something read may fit another one.",
  },
  "enum-values-removed": {
    bump: "major",
    why: "Code that sends the value no longer compiles, and the API refuses it.",
  },
  "enum-values-added": {
    bump: "minor",
    why: "The types of enums in what is received are open: any other value was expected already.",
  },
  "schema-constraint-changed": {
    bump: "minor",
    why: "No type carries it, and the API applies it to every version of the client; but the mock applies it too.",
  },
  "response-header-removed": { bump: "patch", why: "Results do not hold headers." },
  "operation-id-changed": notCompared,
  "security-requirement-changed": notCompared,
  "security-scheme-changed": notCompared,
  "server-removed": notCompared,
} as const satisfies { readonly [rule: string]: Rule | typeof notCompared };

export const redoclyImpacts: { readonly [rule: string]: string } = Object.fromEntries(
  Object.entries(redoclyRules).map(([name, { bump }]) => [name, bump]),
);

/** The two documents as Redocly compared them, and what the client makes of a place. */
export interface Compared {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Whether the place is in what is sent, in what is received, or in both. */
  readonly directions: ReadonlySet<Direction>;
  /** Whether the older client read what this status or media type had, or sent this media type. */
  isUsed(change: RedoclyChange): boolean;
}

export type Rated = Pick<Change, "bump" | "what" | "why" | "rule">;

/** What a change means to a client. Redocly's rules find what is broken; what it has no rule for is rated here. */
export function rate(change: RedoclyChange, compared: Compared): Rated | undefined {
  const broken = change.verdicts.map(({ ruleId, message }) => rateVerdict(ruleId, message, change, compared));
  const [first, ...others] = broken;
  if (!first) return rateOther(change, compared);
  return {
    ...others.reduce((a, b) => (isHigher(b.bump, a.bump) ? b : a), first),
    what: broken.map(({ what }) => what).join(" "),
  };
}

function isHigher(a: Bump, b: Bump): boolean {
  const order = ["none", "patch", "minor", "major"];
  return order.indexOf(a) > order.indexOf(b);
}

function rateVerdict(ruleId: string, message: string, change: RedoclyChange, compared: Compared): Rated {
  const rule = Object.hasOwn(redoclyRules, ruleId)
    ? redoclyRules[ruleId as keyof typeof redoclyRules]
    : undefined;
  if (rule === undefined || rule.bump === "off") {
    return {
      bump: change.impact,
      what: message,
      why: "Redocly's own verdict: no rule of ours is about it.",
      rule: ruleId,
    };
  }
  const rated = { bump: rule.bump, what: message, why: rule.why, rule: ruleId };
  if (ruleId === "response-removed" && !compared.isUsed(change)) {
    return {
      ...rated,
      bump: "patch",
      why: "An error is told by its status, whether the document lists it or not.",
    };
  }
  if (ruleId === "media-type-removed" && !compared.isUsed(change)) {
    return { ...rated, bump: "patch", why: "The client neither sends nor reads this media type." };
  }
  if (ruleId === "schema-type-changed" && isNumberBoth(change, compared)) {
    return {
      ...rated,
      bump: "minor",
      why: "Both are `number`, but a fraction may now come, or is now refused.",
    };
  }
  return rated;
}

function isNumberBoth(change: RedoclyChange, { before, after }: Compared): boolean {
  if (change.property !== "type") return false;
  const types = [typesAt(before, change.base?.pointer), typesAt(after, change.revision?.pointer)];
  const [a, b] = types.map((names) =>
    names
      .map((name) => (name === "integer" ? "number" : name))
      .sort()
      .join(),
  );
  return a === b && a !== "";
}

function typesAt(document: JsonObject, place = ""): string[] {
  const found = at(document, place);
  return [isObject(found) ? (found.type ?? []) : (found ?? [])].flat().map(String);
}

const prose = ["description", "summary", "title", "example", "examples", "default", "externalDocs"];

function rateOther(change: RedoclyChange, compared: Compared): Rated | undefined {
  const { typeName, kind, property = "", directions } = { ...change, ...compared };
  const isSent = directions.has("request");
  const name = nameOf(change);
  const value = change.revision?.value;
  const isProperty = /\/properties\/[^/]+$/.test(change.path);
  if (/^#\/components\/[^/]+\/[^/]+$/.test(change.path) && kind !== "modified") return undefined;
  if (typeName === "Operation" && kind === "added") {
    return rated("minor", `Operation \`${property}\` was added.`, "It can be left alone.", "operation-added");
  }
  if (typeName === "Parameter" && kind === "added") {
    return rated(
      "minor",
      `${describe(value, compared.after)} can be given.`,
      "A call that leaves it out stays as it is.",
      "parameter-added",
    );
  }
  if (typeName === "Schema" && isProperty && kind === "removed" && isSent) {
    return rated(
      "major",
      `Property \`${name}\` of what is sent was removed.`,
      "A body that gives it no longer compiles.",
      "request-property-removed",
    );
  }
  if (typeName === "Schema" && isProperty && kind === "added") {
    return isSent
      ? rated(
          "minor",
          `Property \`${name}\` can be given.`,
          "A body that leaves it out stays as it is.",
          "property-added",
        )
      : rated(
          "minor",
          `Property \`${name}\` can be read.`,
          "Code that does not know it ignores it.",
          "property-added",
        );
  }
  if (typeName === "RequestBody" && kind === "added") {
    return isObject(value) && value.required === true
      ? rated(
          "major",
          "A body must be given.",
          "A call without a body no longer compiles.",
          "request-body-added",
        )
      : rated(
          "minor",
          "A body can be given.",
          "A call that leaves it out stays as it is.",
          "request-body-added",
        );
  }
  if (typeName === "Response" && kind === "added") {
    return /^(2|default)/.test(name)
      ? rated(
          "minor",
          `Response \`${name}\` was added.`,
          "The result's type tells whether it can be read as before.",
          "response-added",
        )
      : rated(
          "patch",
          `Response \`${name}\` was added.`,
          "An error is told by its status, whether the document lists it or not.",
          "response-added",
        );
  }
  if (property === "enum" && isSent) {
    const values = Array.isArray(value) ? value : [];
    const known = Array.isArray(change.base?.value) ? change.base.value : [];
    const added = values.filter((each) => !known.includes(each)).map((each) => `'${each}'`);
    return rated(
      "minor",
      added.length > 0 ? `Enum gained values: ${added.join(", ")}.` : "Any value can be sent.",
      "What was sent before can still be sent.",
      "request-enum-widened",
    );
  }
  if (property === "enum")
    return rated(
      "patch",
      "Enum of what is received has other values listed.",
      "The types of enums in what is received are open.",
      "response-enum-changed",
    );
  if (property === "deprecated" && value === true) {
    return rated(
      "minor",
      "It was marked as deprecated.",
      "It still works; editors strike it through.",
      "deprecated",
    );
  }
  if (property === "required") {
    if (typeName === "Parameter" || typeName === "RequestBody")
      return rated(
        "minor",
        `${parentName(change, compared)} can be left out.`,
        "A call that gives it stays as it is.",
        "no-longer-required",
      );
    // Of what is sent and received, only the received side requires what only the server states.
    return isSent && lost(change) !== ""
      ? rated(
          "minor",
          `${lost(change)} can be left out.`,
          "A body that gives it stays as it is.",
          "no-longer-required",
        )
      : rated(
          "minor",
          `${gained(change) || "A property"} always comes.`,
          "Code that expects it to be missing still works.",
          "always-present",
        );
  }
  if (property === "type" || property === "nullable") {
    return rated(
      "minor",
      `Its type is now ${JSON.stringify(value ?? "any")}.`,
      isSent ? "What was sent before can still be sent." : "What comes is what could come before.",
      "type-compatible",
    );
  }
  if (prose.includes(property) || typeName === "Example" || typeName === "ExamplesMap") {
    return rated(
      "patch",
      `The ${property || "examples"} changed.`,
      "Only documentation, and what the mock answers.",
      "prose",
    );
  }
  if (kind === "added" && change.impact === "minor") {
    return rated(
      "minor",
      `${typeName}${name && ` \`${name}\``} was added.`,
      "It can be left alone.",
      "added",
    );
  }
  const subject =
    property || (name === "" || name.toLowerCase() === typeName.toLowerCase() ? typeName : name);
  const verb = kind === "modified" ? "changed" : `was ${kind}`;
  return rated(change.impact, `\`${subject}\` ${verb}.`, "It breaks no call and no result.", "compatible");
}

function rated(bump: Bump, what: string, why: string, rule: string): Rated {
  return { bump, what, why, rule };
}

function nameOf({ path }: RedoclyChange): string {
  const name = tokens(path).at(-1) ?? "";
  return /^\d$|^\d\d$/.test(name) ? "" : name;
}

/** A parameter in words. */
export function describe(value: Json | undefined, document: JsonObject): string {
  const parameter = resolve(document, value);
  return parameter ? `\`${parameter.name}\` ${parameter.in} parameter` : "Parameter";
}

function parentName(change: RedoclyChange, { after }: Compared): string {
  const place = change.revision?.pointer ?? "";
  const found = at(after, place);
  const parent = isObject(found) ? found : at(after, place.slice(0, place.lastIndexOf("/")));
  return isObject(parent) && parent.name !== undefined
    ? `\`${parent.name}\` ${parent.in} parameter`
    : "The body";
}

function lost({ base, revision }: RedoclyChange): string {
  return difference(base?.value, revision?.value);
}

function gained({ base, revision }: RedoclyChange): string {
  return difference(revision?.value, base?.value);
}

function difference(a: Json | undefined, b: Json | undefined): string {
  const others = Array.isArray(b) ? b : [];
  const names = (Array.isArray(a) ? a : []).filter((each) => !others.includes(each));
  return names.map((name) => `\`${name}\``).join(", ");
}
