export type { EventDefinition } from "./define-event.ts";
export type { EventEnvelope } from "./envelope.ts";
export { EventError, type Problem, type ProblemKind } from "./event-error.ts";
export {
  createEventHandler,
  type EventHandlerOptions,
  type EventHandlers,
  type HandledEvent,
} from "./event-handler.ts";
export type { EventIdentity } from "./event-identity.ts";
export type { Deviation, Findings } from "./findings.ts";
export * from "./generated/index.ts";
export type { InputLimits } from "./input-limits.ts";
export {
  type KnownEvent,
  type ParsedEvent,
  type ParseOptions,
  type PismoEvent,
  parseEvent,
  type UnknownEvent,
} from "./parse-event.ts";
export type { EventInput } from "./read-input.ts";
export { createMemorySeenStore, type SeenStore } from "./seen-store.ts";
export type { StandardIssue, StandardResult, StandardSchema } from "./standard-schema.ts";
