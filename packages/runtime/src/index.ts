export type { WriteBody, WrittenBody } from "./body.ts";
export {
  type BodyChecks,
  bodyValidator,
  type SchemaCheck,
  type SchemaProblem,
  type ValidateBody,
} from "./body-validator.ts";
export { type Client, type ClientFactory, createClient, createClientFactory } from "./client.ts";
export type { Environment } from "./environment.ts";
export * from "./errors/pismo-abort-error.ts";
export {
  PismoApiError,
  PismoBadRequestError,
  PismoConflictError,
  PismoForbiddenError,
  PismoNotFoundError,
  PismoRateLimitError,
  PismoResponseError,
  PismoServerError,
  PismoUnauthorizedError,
  PismoUnprocessableError,
} from "./errors/pismo-api-error.ts";
export * from "./errors/pismo-config-error.ts";
export * from "./errors/pismo-connection-error.ts";
export { type Outcome, PismoError } from "./errors/pismo-error.ts";
export * from "./errors/pismo-input-error.ts";
export * from "./errors/pismo-timeout-error.ts";
export * from "./errors/pismo-token-error.ts";
export type { AttemptEvent, ErrorEvent, Hooks, ResponseEvent, RetryEvent } from "./hooks.ts";
export type {
  HostKind,
  Operation,
  Parameter,
  Repeatability,
  ResultKind,
  WriteStructured,
} from "./operation.ts";
export type {
  CallOptions,
  CallRetryOptions,
  ClientOptions,
  ClientRetryOptions,
  Fetch,
  RetryOptions,
  SharedOptions,
} from "./options.ts";
export { writeOtherBody } from "./other-body.ts";
export { createRawClient } from "./raw.ts";
export type { ParseAs, RawAnswer, RawClient } from "./raw-client.ts";
export type { Answer, ReadAnswer } from "./send.ts";
export { type ServerCredentials, serverToServer } from "./server-to-server.ts";
export { writeStructured } from "./structured.ts";
export type { AccountToken, IssuedToken, IssueToken, TokenRequest } from "./token.ts";
export { type CachedToken, memoryTokenCache, type TokenCache } from "./token-cache.ts";
