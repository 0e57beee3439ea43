import type createOpenapiFetchClient from "openapi-fetch";
import { expectTypeOf, test } from "vitest";
import { createRawClient, type RawClient } from "../src/index.ts";

/** As openapi-typescript writes them. */
interface Paths {
  "/cards": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: { status?: string }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { ids: number[] } } };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/json": { message: string } };
        };
      };
    };
    put?: never;
    post: {
      parameters: { query?: never; header: { "x-tenant": string }; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { name: string } } };
      responses: {
        201: { headers: { [name: string]: unknown }; content: { "application/json": { id: number } } };
        202: { headers: { [name: string]: unknown }; content: { "text/plain": string } };
        400: { headers: { [name: string]: unknown }; content: { "application/json": { code: string } } };
        "5XX": { headers: { [name: string]: unknown }; content: { "application/json": { trace: string } } };
      };
    };
  };
  "/cards/{cardId}": {
    parameters: { query?: never; header?: never; path: { cardId: string }; cookie?: never };
    get?: never;
    patch: {
      parameters: { query?: never; header?: never; path: { cardId: string }; cookie?: never };
      requestBody?: { content: { "application/json": { name?: string } } };
      responses: {
        204: { headers: { [name: string]: unknown }; content?: never };
        404: { headers: { [name: string]: unknown }; content: { "application/json": { code: string } } };
      };
    };
  };
}

// Only for their types: neither is called.
const ours = {} as RawClient<Paths>;
const theirs = {} as ReturnType<typeof createOpenapiFetchClient<Paths>>;
const header = { "x-tenant": "TN-1" };
const path = { cardId: "card-9" };

test("data and errors are typed as openapi-fetch types them", () => {
  const calls = () => ({
    get: [ours.GET("/cards"), theirs.GET("/cards")] as const,
    post: [
      ours.POST("/cards", { params: { header }, body: { name: "a" } }),
      theirs.POST("/cards", { params: { header }, body: { name: "a" } }),
    ] as const,
    patch: [
      ours.PATCH("/cards/{cardId}", { params: { path } }),
      theirs.PATCH("/cards/{cardId}", { params: { path } }),
    ] as const,
    request: [ours.request("get", "/cards"), theirs.request("get", "/cards")] as const,
  });
  type Calls = ReturnType<typeof calls>;
  type Pair<Name extends keyof Calls> = { [N in 0 | 1]: Awaited<Calls[Name][N]> };
  expectTypeOf<Pair<"get">[0]["data"]>().toEqualTypeOf<Pair<"get">[1]["data"]>();
  expectTypeOf<Pair<"get">[0]["error"]>().toEqualTypeOf<Pair<"get">[1]["error"]>();
  expectTypeOf<Pair<"post">[0]["data"]>().toEqualTypeOf<Pair<"post">[1]["data"]>();
  expectTypeOf<Pair<"post">[0]["error"]>().toEqualTypeOf<Pair<"post">[1]["error"]>();
  expectTypeOf<Pair<"patch">[0]["data"]>().toEqualTypeOf<Pair<"patch">[1]["data"]>();
  expectTypeOf<Pair<"patch">[0]["error"]>().toEqualTypeOf<Pair<"patch">[1]["error"]>();
  expectTypeOf<Pair<"request">[0]>().toEqualTypeOf<Pair<"get">[0]>();
  expectTypeOf<Pair<"post">[0]["data"]>().toEqualTypeOf<{ id: number } | string | undefined>();
  expectTypeOf<Pair<"patch">[0]["data"]>().toEqualTypeOf<undefined>();
});

test("one of data and error is there", () => {
  const read = async () => {
    const { data, error, response } = await ours.GET("/cards");
    expectTypeOf(response).toEqualTypeOf<Response>();
    if (error) return error.message;
    expectTypeOf(data).toEqualTypeOf<{ ids: number[] }>();
    return data.ids.length;
  };
  expectTypeOf(read).returns.resolves.toEqualTypeOf<string | number>();
});

test("parseAs is the type of data", () => {
  const read = () => ours.GET("/cards", { parseAs: "arrayBuffer" });
  expectTypeOf<Awaited<ReturnType<typeof read>>["data"]>().toEqualTypeOf<ArrayBuffer | undefined>();
});

test("what the document does not have, and what a raw client does not do, is a type error", () => {
  const calls = () => {
    ours.GET("/cards", { params: { query: { status: "NORMAL" } }, timeout: 1, retry: false });
    // @ts-expect-error: no such path
    ours.GET("/accounts");
    // @ts-expect-error: no such method of it
    ours.PUT("/cards", {});
    // @ts-expect-error: no such method of it
    ours.request("delete", "/cards");
    // @ts-expect-error: no such parameter
    ours.GET("/cards", { params: { query: { state: "NORMAL" } } });
    // @ts-expect-error: it takes no body
    ours.GET("/cards", { body: {} });
    // @ts-expect-error: it has to be given parameters and a body
    ours.POST("/cards");
    // @ts-expect-error: a body
    ours.POST("/cards", { params: { header } });
    // @ts-expect-error: parameters
    ours.PATCH("/cards/{cardId}", { body: {} });
    // @ts-expect-error: another body
    ours.PATCH("/cards/{cardId}", { params: { path }, body: { name: 1 } });
    // @ts-expect-error: requests go to the client's hosts
    ours.GET("/cards", { baseUrl: "https://example.com" });
    // @ts-expect-error: bodies are read whole
    ours.GET("/cards", { parseAs: "stream" });
    // @ts-expect-error: as a record, which can be checked
    ours.GET("/cards", { headers: new Headers() });
  };
  expectTypeOf(calls).toBeFunction();
  expectTypeOf(createRawClient<Paths>).returns.toEqualTypeOf<RawClient<Paths>>();
});
