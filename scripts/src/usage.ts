import { methods } from "./assemble.ts";
import { eachOperation } from "./each-operation.ts";
import { at, isObject, type Json, type JsonObject, pointer, tokens } from "./json.ts";

export type Direction = "request" | "response";

/** An operation that a place of the document belongs to, and whether it is sent or received there. */
export interface Use {
  /** `POST /cards/{}`: what an operation is known by in both of two documents. */
  readonly operation: string;
  readonly directions: ReadonlySet<Direction>;
}

export function operationKey(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`;
}

/** Tells which operations a place of the document concerns: directly, or through the component that it is in. */
export function readUsage(document: JsonObject): (place: string) => Use[] {
  const byComponent = new Map<string, Map<string, Set<Direction>>>();
  for (const { path, method, item, operation } of eachOperation(document)) {
    const sent = [item.parameters ?? null, operation.parameters ?? null, operation.requestBody ?? null];
    const found = {
      request: reached(document, sent),
      response: reached(document, operation.responses ?? null),
    };
    for (const direction of ["request", "response"] as const) {
      for (const component of found[direction]) {
        const uses = byComponent.get(component) ?? new Map<string, Set<Direction>>();
        byComponent.set(component, uses);
        const key = operationKey(method, path);
        uses.set(key, (uses.get(key) ?? new Set()).add(direction));
      }
    }
  }
  return (place) => {
    const [top, first = "", second = "", third] = tokens(place);
    if (top === "components") {
      const uses = byComponent.get(pointer("components", first, second)) ?? [];
      return [...uses].map(([operation, directions]) => ({ operation, directions }));
    }
    if (top !== "paths") return [];
    const item = at(document, pointer("paths", first));
    const concerned =
      second === "" ? methods.filter((method) => isObject(item) && isObject(item[method])) : [second];
    return concerned.map((method) => ({
      operation: operationKey(method, first),
      directions: new Set(third === undefined ? [] : [directionOf(third)].flat()),
    }));
  };
}

function directionOf(member: string): Direction | [] {
  if (member === "responses") return "response";
  return member === "requestBody" || member === "parameters" ? "request" : [];
}

/** Every component that `value` refers to, directly or through another. */
function reached(document: JsonObject, value: Json, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) reached(document, item, found);
  else if (isObject(value)) {
    for (const member of Object.values(value)) {
      if (typeof member !== "string") reached(document, member, found);
      else if (member.startsWith("#/components/")) {
        const component = pointer(...tokens(member).slice(0, 3));
        if (found.has(component)) continue;
        found.add(component);
        reached(document, at(document, component) ?? null, found);
      }
    }
  }
  return found;
}
