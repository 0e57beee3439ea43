import { EventError, type ProblemKind } from "./event-error.ts";
import type { InputLimits } from "./input-limits.ts";
import { parseJsonText } from "./json-text.ts";

/** JSON as a text, as UTF-8 bytes, or already parsed. */
export type EventInput = string | Uint8Array | ArrayBuffer | object;

/** The input as values, within the limits. A parsed object is passed on as it is. */
export function readInput(input: EventInput, limits: InputLimits): unknown {
  if (typeof input === "string") {
    if (hasMoreBytes(input, limits.bytes)) failTooLarge(limits);
    return parseJsonText(input.startsWith("\uFEFF") ? input.slice(1) : input, limits);
  }
  if (isBytes(input)) {
    if (input.byteLength > limits.bytes) failTooLarge(limits);
    return parseJsonText(decoded(input), limits);
  }
  assertWithin(input, limits);
  return input;
}

/** Buffers of another realm, as tests have them, are no instances of this one's classes. */
function isBytes(input: object): input is Uint8Array | ArrayBuffer {
  return ArrayBuffer.isView(input) || Object.prototype.toString.call(input) === "[object ArrayBuffer]";
}

function decoded(bytes: Uint8Array | ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail("encoding", "is not UTF-8");
  }
}

function hasMoreBytes(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  if (text.length * 3 <= limit) return false;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes > limit;
}

/** Also what keeps an object that contains itself from being followed for ever. */
function assertWithin(whole: unknown, limits: InputLimits): void {
  let values = 0;
  const visit = (value: unknown, depth: number): void => {
    if (++values > limits.values) fail("too-many-values", `has more than ${limits.values} values`);
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
    if (depth >= limits.depth) fail("too-deep", `is nested more than ${limits.depth} levels deep`);
    for (const member of Object.values(value)) visit(member, depth + 1);
  };
  visit(whole, 0);
}

function failTooLarge({ bytes }: InputLimits): never {
  return fail("too-large", `has more than ${bytes} bytes`);
}

function fail(kind: ProblemKind, message: string): never {
  throw new EventError([{ pointer: "", kind, message }]);
}
