import type { Change } from "./change.ts";
import { isObject, type JsonObject, pointer, resolve } from "./json.ts";
import type { OperationModel } from "./operations.ts";
import { operationKey } from "./usage.ts";

export interface Modelled {
  readonly document: JsonObject;
  readonly operations: readonly OperationModel[];
}

/** What Redocly cannot know: names, hosts, retries, and what the client sends and reads. */
export function clientChanges(before: Modelled, after: Modelled): Change[] {
  const earlier = new Map(before.operations.map((operation) => [keyOf(operation), operation]));
  return after.operations.flatMap((operation) => {
    const old = earlier.get(keyOf(operation));
    return old ? compare(before, old, after, operation) : [];
  });
}

export function keyOf({ metadata }: OperationModel): string {
  return operationKey(metadata.method, metadata.path);
}

export function placeOf({ metadata }: OperationModel): string {
  return pointer("paths", metadata.path, metadata.method.toLowerCase());
}

function compare(before: Modelled, old: OperationModel, after: Modelled, now: OperationModel): Change[] {
  const changes: Change[] = [];
  const [a, b] = [old.metadata, now.metadata];
  const add = (rule: string, what: string, why: string, bump: Change["bump"] = "major"): void => {
    changes.push({ bump, operation: b.name, place: placeOf(now), what, why, rule });
  };
  if (a.name !== b.name) {
    add(
      "operation-renamed",
      `\`${a.name}\` is now called \`${b.name}\`.`,
      "Code that calls it by its old name no longer compiles; pin the name in the overlay, and nothing changes.",
    );
  }
  if (a.path !== b.path) {
    add(
      "path-parameter-renamed",
      `Its path template \`${a.path}\` became \`${b.path}\`.`,
      "An input names path parameters as the template does, and path-style calls name the template itself.",
    );
  }
  if (a.host !== b.host) {
    add(
      "host-changed",
      `It moved from the ${a.host.toUpperCase()} host to the ${b.host.toUpperCase()} host.`,
      "The same call goes to another host.",
    );
  }
  if (a.basePath !== b.basePath) {
    add(
      "base-path-changed",
      `Its base path \`${a.basePath || "/"}\` became \`${b.basePath || "/"}\`.`,
      "The same call goes to another address.",
    );
  }
  if (a.retry !== b.retry) {
    add(
      "retry-changed",
      `Repeating it: \`${a.retry}\` became \`${b.retry}\`.`,
      "The same call is repeated where it was not, or fails where it was repeated.",
    );
  }
  if (a.body && !b.body)
    add(
      "request-body-removed",
      "It takes no body any more.",
      "An input that gives a body no longer compiles.",
    );
  if (a.body && b.body && a.body.mediaType !== b.body.mediaType) {
    add(
      "body-type-changed",
      `Its body is sent as \`${b.body.mediaType}\`, no longer as \`${a.body.mediaType}\`.`,
      "The same call is sent in another form.",
    );
  }
  for (const [status, kind] of Object.entries(a.success)) {
    const other = b.success[status];
    if (other !== undefined && other !== kind)
      add(
        "result-kind-changed",
        `The result of status ${status} is \`${other}\`, no longer \`${kind}\`.`,
        "What the call returns is something else.",
      );
  }
  const [accepted, accepts] = [securityOf(before.document, old), securityOf(after.document, now)];
  if (!accepts.includes(anonymous) && !accepts.some((each) => each === token || accepted.includes(each))) {
    add(
      "security-changed",
      `It takes ${accepts.join(" or ")}, no longer ${accepted.map((each) => each || "anybody").join(" or ")}.`,
      "What the client sends to identify itself is no longer accepted.",
    );
  }
  if (old.notes.join() !== now.notes.join())
    add("note-changed", "Our note on it changed.", "Only documentation.", "patch");
  return changes;
}

const anonymous = "";

/** What the client sends with every call, whether it is asked for or not. */
const token = "http bearer";

/** Each way to identify oneself that an operation accepts, by what is sent, whatever the document calls it. */
function securityOf(document: JsonObject, { metadata }: OperationModel): string[] {
  const item = (document.paths as JsonObject)[metadata.path] as JsonObject;
  const operation = item[metadata.method.toLowerCase()] as JsonObject;
  const requirements = operation.security ?? document.security;
  const schemes = ((document.components as JsonObject)?.securitySchemes ?? {}) as JsonObject;
  if (!Array.isArray(requirements) || requirements.length === 0) return [anonymous];
  return requirements.map((requirement) =>
    Object.keys(isObject(requirement) ? requirement : {})
      .map((name) => sent(resolve(document, schemes[name])))
      .sort()
      .join(" and "),
  );
}

function sent(scheme: JsonObject | undefined): string {
  const parts = [scheme?.type, scheme?.scheme, scheme?.in, scheme?.name].filter((part) => part !== undefined);
  const words = parts.map((part) => String(part).toLowerCase()).join(" ");
  return words === "apikey header authorization" ? token : words;
}
