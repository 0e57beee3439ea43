import { methods } from "./assemble.ts";
import { isObject, type JsonObject } from "./json.ts";

export interface PlacedOperation {
  readonly path: string;
  readonly method: (typeof methods)[number];
  readonly item: JsonObject;
  readonly operation: JsonObject;
  /** The tokens of its pointer. */
  readonly place: readonly string[];
}

/** Every operation of a whole document, in the order of its paths. */
export function* eachOperation(document: JsonObject): Generator<PlacedOperation> {
  for (const [path, item] of Object.entries((document.paths ?? {}) as JsonObject)) {
    if (!isObject(item)) continue;
    for (const method of methods) {
      const operation = item[method];
      if (isObject(operation)) yield { path, method, item, operation, place: ["paths", path, method] };
    }
  }
}
