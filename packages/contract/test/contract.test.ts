import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Mock, startMock } from "@pismo-client/mock";
import type { Client, Fetch } from "@pismo-client/runtime";
import {
  type AccountClient,
  type BodyChecks,
  bodyValidator,
  createPismoClient,
  PismoApiError,
  PismoInputError,
} from "pismo-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acceptedFaults } from "../src/accepted-faults.ts";
import { Coverage } from "../src/coverage.ts";
import {
  apis,
  type Declared,
  type DeclaredResponse,
  declaredOperations,
  type Json,
} from "../src/document.ts";
import { invalidBodies } from "../src/invalid.ts";
import { validAnswer, validInput } from "../src/samples.ts";
import { problems } from "../src/schema.ts";

const operations = (await Promise.all(apis.map(declaredOperations))).flat();
const coverage = new Coverage(operations);
/** What was accepted of the documents, and shows in an answer. */
const faults = new Set<string>();
const accountId = "102378693";
const redacted = "[redacted]";
const tenant = "TN-f878e4a1-2879-48ba-be16-821e73ac98db";

let mock: Mock;
let account: AccountClient;

beforeAll(async () => {
  mock = await startMock();
  account = connect(mock.environment);
});

afterAll(async () => {
  process.stdout.write(`\nContract coverage\n\n${coverage.table()}\n`);
  if (faults.size > 0)
    process.stdout.write(
      `Answers that their schemas refuse, through faults of the documents:\n${[...faults].join("\n")}\n\n`,
    );
  const result = { operations: coverage.counts(), uncovered: coverage.uncovered() };
  const folder = join(import.meta.dirname, "../coverage");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "coverage.json"), `${JSON.stringify(result, null, 2)}\n`);
  await mock.stop();
});

test("the documents have operations", () => {
  expect(operations.length).toBeGreaterThanOrEqual(4);
});

describe.each(
  operations.map((operation) => [`${operation.api}.${operation.metadata.name}`, operation] as const),
)("%s", (_, operation) => {
  const { metadata, document, responses, parameters } = operation;
  const input = validInput(operation);

  test("the input made from the document is valid", () => {
    const media = operation.bodies.find(({ type }) => type === metadata.body?.mediaType);
    if (media?.value.schema) expect(problems(document, media.schema, input.body)).toEqual([]);
  });

  test.each(responses.flatMap(cases))(
    "answers $status $mediaType $example",
    async ({ response, example }) => {
      const status = Number(response.status);
      const headers = {
        prefer: [`code=${status}`, ...(example ? [`example=${JSON.stringify(example)}`] : [])].join(", "),
      };
      if (status < 300) {
        let result = await call(account, operation, input, headers);
        if (!isAccepted(response, result as Json)) {
          // Prism makes answers that alternatives cannot be told apart by: it is given one.
          mock.next(metadata.name, { status, body: validAnswer(operation, response) });
          result = await call(account, operation, input, headers);
          check(response, result as Json);
          return;
        }
        if (example) expect(result).toEqual(response.examples.get(example));
        expect((await callRaw(account, operation, input, headers)).data).toEqual(result);
        return;
      }
      const error = await call(account, operation, input, headers).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(PismoApiError);
      const raw = await callRaw(account, operation, input, headers);
      const body = raw.error as { error_code?: string; message?: string } | undefined;
      check(response, body as Json);
      if (example) expect(body).toEqual(response.examples.get(example));
      expect(error).toMatchObject({
        status,
        operation: metadata.name,
        path: metadata.path,
        host: metadata.host,
      });
      const { code, message } = error as PismoApiError;
      // What was sent is not repeated by an error, even where the document's example happens to hold it.
      if (body?.error_code && code !== redacted) expect(code).toBe(body.error_code);
      if (body?.message && !message.includes(redacted)) expect(message).toContain(body.message);
    },
  );

  test.runIf(operation.isSecured)("a request without a token is answered 401", async () => {
    const url = new URL(urlOf(mock.environment[metadata.host], operation, input));
    const response = await fetch(url, {
      method: metadata.method,
      headers: { "content-type": metadata.body?.mediaType ?? "application/json", "x-tenant": tenant },
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    });
    expect(response.status).toBe(401);
  });

  test.each(
    parameters
      .filter(({ required }) => required)
      .map(({ name, in: place }) => ({ name: String(name), place: String(place) })),
  )("the $place parameter $name is required", async ({ name, place }) => {
    const { [name]: _, ...rest } = input;
    const before = mock.calls().length;
    const withoutTenant = connect(mock.environment, { tenant: undefined });
    const error = await call(withoutTenant, operation, rest).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(PismoInputError);
    expect((error as Error).message).toContain(name);
    expect((error as Error).message).toContain(metadata.name);
    expect(mock.calls().length).toBe(before);
    if (place === "path") return;
    const bare = await callWithoutParameter(operation, input, name, place);
    expect(bare.status).toBeGreaterThanOrEqual(400);
    expect(mock.calls().at(-1)?.violations.join()).toContain(name);
  });

  const invalid = input.body === undefined ? [] : invalidBodies(operation, input.body);
  test.each(invalid)("a body is refused: $what", async ({ body }) => {
    const media = operation.bodies.find(({ type }) => type === metadata.body?.mediaType)!;
    expect(problems(document, media.schema, body)).not.toEqual([]);
    const error = await call(account, operation, { ...input, body }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(PismoApiError);
    expect([400, 422]).toContain((error as PismoApiError).status);
    expect(mock.calls().at(-1)?.violations).not.toEqual([]);
  });

  test.runIf(input.body !== undefined)("the checks of bodies refuse what the document does", async () => {
    const checks: BodyChecks = await import(
      /* @vite-ignore */ `pismo-client/${operation.api}/validators`
    ).then((module) => Object.values(module)[0] as BodyChecks);
    const checking = connect(mock.environment, { validate: bodyValidator(checks) });
    await call(checking, operation, input);
    const before = mock.calls().length;
    expect(invalid).not.toEqual([]);
    for (const { what, body } of invalid) {
      const error = await call(checking, operation, { ...input, body }).catch((error: unknown) => error);
      expect(error, what).toBeInstanceOf(PismoInputError);
      expect(error, what).toMatchObject({ operation: metadata.name, parameter: "body", outcome: "not-sent" });
      expect((error as Error).message, what).toContain("is not what the document describes: ");
    }
    expect(mock.calls().length).toBe(before);
  });

  test.runIf(metadata.body?.required)("a missing body is refused", async () => {
    const { body: _, ...rest } = input;
    await expect(call(account, operation, rest)).rejects.toBeInstanceOf(PismoInputError);
    const response = await fetch(urlOf(mock.environment[metadata.host], operation, input), {
      method: metadata.method,
      headers: { authorization: "Bearer token", "x-tenant": tenant },
    });
    expect([400, 415, 422]).toContain(response.status);
  });

  test("reaches the host of its kind, and no other", async () => {
    await call(account, operation, input);
    expect(mock.calls().at(-1)).toMatchObject({ operation: metadata.name, host: metadata.host });
    const swapped = connect({ api: mock.environment.pci, pci: mock.environment.api });
    await expect(call(swapped, operation, input)).rejects.toMatchObject({ status: 421 });
    await expect(callRaw(swapped, operation, input)).resolves.toMatchObject({ response: { status: 421 } });
  });

  const sandboxes = operation.servers.filter((server) => /\.pismolabs\.io$/.test(new URL(server).hostname));

  test.runIf(sandboxes.length > 0)("in the sandbox, its URL is one that the document lists", async () => {
    const urls: string[] = [];
    const fetch: Fetch = async (url) => {
      urls.push(url);
      return new Response(null, { status: 503 });
    };
    const sandbox = connect("sandbox", { fetch, retry: false });
    await call(sandbox, operation, input).catch(() => {});
    await callRaw(sandbox, operation, input).catch(() => {});
    const expected = sandboxes.map((server) =>
      urlOf(
        server.slice(0, server.length - new URL(server).pathname.replace(/\/$/, "").length),
        operation,
        input,
      ),
    );
    expect(urls).toHaveLength(2);
    for (const url of urls) expect(expected).toContain(url.split("?")[0]);
  });

  /** Whether an answer is what its schema says, or an accepted fault of the document is why it is not. */
  function isAccepted(response: DeclaredResponse, value: Json | undefined): boolean {
    const accepted =
      whatIsWrong(response, value).length > 0 && response.schema
        ? acceptedFaults(operation, response.schema)
        : [];
    for (const { place, what, reason } of accepted)
      faults.add(`  specs/${operation.api}/openapi.json${place}: ${what} (${reason})`);
    return accepted.length > 0 || whatIsWrong(response, value).length === 0;
  }

  function check(response: DeclaredResponse, value: Json | undefined): void {
    if (!isAccepted(response, value)) expect(whatIsWrong(response, value)).toEqual([]);
  }

  function whatIsWrong(response: DeclaredResponse, value: Json | undefined): string[] {
    if (response.mediaType === undefined) return value ? ["it has content"] : [];
    // Some documents' examples are not what their schemas say: they are answered as published.
    const isStated = response.stated.some((stated) => isDeepStrictEqual(stated, value));
    return response.schema && !isStated ? problems(document, response.schema, value) : [];
  }
});

test("everything that the documents declare has been called", () => {
  expect(coverage.uncovered()).toEqual([]);
});

interface Case {
  readonly status: string;
  readonly mediaType: string;
  readonly example: string;
  readonly response: DeclaredResponse;
}

function cases(response: DeclaredResponse): Case[] {
  const { status, mediaType = "without content" } = response;
  const names = response.examples.size > 0 ? [...response.examples.keys()] : [""];
  return names.map((example) => ({ status, mediaType, example, response }));
}

function connect(
  environment: Parameters<typeof createPismoClient>[0]["environment"],
  options: object = {},
): AccountClient {
  return createPismoClient({
    environment,
    accountToken: "bearer-of-the-contract-test",
    tenant,
    fetch: observed,
    retry: false,
    ...options,
  }).forAccount(accountId);
}

/** The platform's fetch, with every exchange noted as it went over the wire. */
async function observed(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const text = await response.clone().text();
  const mediaType = response.headers.get("content-type")?.split(";")[0];
  coverage.observe({
    method: String(init.method),
    url: new URL(url),
    headers: new Headers(init.headers),
    status: response.status,
    mediaType: text === "" ? undefined : mediaType,
    body: mediaType === "application/json" && text !== "" ? (JSON.parse(text) as Json) : text,
  });
  return response;
}

/** Calls the generated function as the facade offers it. */
function call(
  client: AccountClient,
  { api, metadata }: Declared,
  input: object,
  headers: { [name: string]: string } = {},
): Promise<unknown> {
  const methods = (
    client as unknown as {
      [api: string]: { [name: string]: (input: object, options: object) => Promise<unknown> };
    }
  )[memberOf(client, api)]!;
  return methods[metadata.name]!(input, { headers });
}

/** An API's member of an account: of `three-ds`, it is `threeDs`. */
function memberOf(client: Client, api: string): string {
  return Object.keys(client).find((member) => member.toLowerCase() === api.replaceAll("-", "")) ?? api;
}

interface RawResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** Makes the same call by path and method. */
function callRaw(
  client: Client,
  { api, metadata }: Declared,
  input: { readonly [name: string]: Json },
  headers: { [name: string]: string } = {},
): Promise<RawResult> {
  const raw = (
    client as unknown as {
      [api: string]: { raw: { [method: string]: (path: string, init: object) => Promise<RawResult> } };
    }
  )[memberOf(client, api)]!.raw;
  const params: { [place: string]: { [name: string]: Json } } = {};
  for (const [name, parameter] of Object.entries(metadata.parameters)) {
    if (input[name] !== undefined) params[parameter.in] = { ...params[parameter.in], [name]: input[name] };
  }
  return raw[metadata.method]!(metadata.path, { params, body: input.body, headers });
}

/** Sends a request by hand that leaves one parameter out: the clients would not. */
function callWithoutParameter(
  operation: Declared,
  input: { readonly [name: string]: Json },
  left: string,
  place: string,
): Promise<Response> {
  const { metadata } = operation;
  const headers = new Headers({
    authorization: "Bearer token",
    "content-type": metadata.body?.mediaType ?? "application/json",
  });
  const url = new URL(urlOf(mock.environment[metadata.host], operation, input));
  for (const [name, parameter] of Object.entries(metadata.parameters)) {
    if (name === left || input[name] === undefined) continue;
    if (parameter.in === "header") headers.set(name, String(input[name]));
    if (parameter.in === "query") url.searchParams.set(name, String(input[name]));
  }
  expect(place).not.toBe("path");
  return fetch(url, {
    method: metadata.method,
    headers,
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  });
}

function urlOf(origin: string, { metadata }: Declared, input: { readonly [name: string]: Json }): string {
  return (
    origin.replace(/\/$/, "") +
    metadata.basePath +
    metadata.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])))
  );
}
