import { expect, test } from "vitest";
import { startMockOf } from "../src/start-mock.ts";

// What documents that are not Pismo's hold, and Prism alone would not serve.

const ok = { "200": { description: "", content: { "application/json": { schema: { type: "object" } } } } };

function document(paths: object, members: object = {}): object {
  return {
    openapi: "3.0.3",
    info: { title: "Any", version: "1" },
    servers: [{ url: "https://api.example.com" }],
    paths,
    ...members,
  };
}

function body(mediaType: string, schema: object): object {
  return { required: true, content: { [mediaType]: { schema } } };
}

async function post(path: string, paths: object, init: RequestInit, members: object = {}) {
  await using mock = await startMockOf({ any: document(paths, members) });
  const response = await fetch(mock.environment.api + path, { method: "POST", ...init });
  return { status: response.status, text: await response.text(), violations: mock.calls()[0]!.violations };
}

const fields = {
  type: "object",
  required: ["name", "many", "count"],
  properties: {
    name: { type: "string" },
    many: { type: "array", minItems: 2, items: { type: "integer" } },
    count: { type: "integer" },
    meta: { type: "object", required: ["a"], properties: { a: { type: "string" } } },
    file: { type: "string", format: "binary" },
  },
};

function form(): FormData {
  const data = new FormData();
  data.append("name", "a & b");
  for (const value of ["1", "2"]) data.append("many", value);
  data.append("count", "3");
  data.append("meta", JSON.stringify({ a: "x" }));
  data.append("file", new Blob([new Uint8Array([0, 255, 128])]), "a.bin");
  return data;
}

test.each(["multipart/form-data", "application/x-www-form-urlencoded"])(
  "%s is read with its lists, numbers and objects",
  async (mediaType) => {
    const paths = {
      "/a": { post: { operationId: "a", requestBody: body(mediaType, fields), responses: ok } },
    };
    const isForm = mediaType.startsWith("multipart");
    const content = isForm ? form() : new URLSearchParams("name=a+%26+b&many=1&many=2&count=3");
    expect(await post("/a", paths, { body: content })).toMatchObject({ status: 200, violations: [] });
    const wrong = isForm ? new FormData() : new URLSearchParams("name=a&many=1&count=b");
    const refused = await post("/a", paths, { body: wrong });
    expect(refused.status).toBe(422);
    expect(refused.violations.join()).toContain(
      isForm ? "required property 'name'" : "count must be integer",
    );
  },
);

test("another media type than a form's is refused under the document's own name", async () => {
  const paths = {
    "/a": { post: { operationId: "a", requestBody: body("multipart/form-data", fields), responses: ok } },
  };
  const refused = await post("/a", paths, { body: "{}", headers: { "content-type": "application/json" } });
  expect(refused.status).toBe(415);
  expect(refused.violations).toEqual(["Supported content types: multipart/form-data"]);
});

test("bytes that are no text are taken", async () => {
  const schema = { type: "string", format: "binary" };
  const paths = {
    "/a": {
      post: { operationId: "a", requestBody: body("application/octet-stream", schema), responses: ok },
    },
  };
  const init = { body: new Uint8Array([255, 0]), headers: { "content-type": "application/octet-stream" } };
  expect((await post("/a", paths, init)).status).toBe(200);
});

test.each(["application/json:", "Application/json", "json"])(
  "a body of the misspelt %s is JSON",
  async (type) => {
    const schema = { type: "object", required: ["a"], properties: { a: { type: "integer" } } };
    const paths = { "/a": { post: { operationId: "a", requestBody: body(type, schema), responses: ok } } };
    const headers = { "content-type": "application/json" };
    expect((await post("/a", paths, { body: '{"a":1}', headers })).status).toBe(200);
    expect((await post("/a", paths, { body: "{}", headers })).status).toBe(422);
  },
);

test("path parameters may have any name, which violations tell", async () => {
  const parameters = ["user.id", "名"].map((name) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "integer" },
  }));
  const paths = { "/a/{user.id}/ü/{名}": { post: { operationId: "a", parameters, responses: ok } } };
  expect((await post("/a/1/%C3%BC/2", paths, {})).status).toBe(200);
  expect((await post("/a/x/%C3%BC/2", paths, {})).violations).toEqual([
    "Request path parameter user.id must be integer",
  ]);
});

test("a list in a query without a style is one value a name", async () => {
  const schema = { type: "array", minItems: 2, items: { type: "string" } };
  const parameters = [{ name: "a", in: "query", schema }];
  const paths = { "/a": { post: { operationId: "a", parameters, responses: ok } } };
  expect((await post("/a?a=1&a=2", paths, {})).status).toBe(200);
  expect((await post("/a?a=1", paths, {})).status).toBe(422);
});

test("schemas that refer to each other are served, however many operations share them", async () => {
  const names = [...Array(30).keys()];
  const schemas = Object.fromEntries(
    names.map((index) => {
      const $ref = (to: number) => ({ $ref: `#/components/schemas/S${to % names.length}` });
      const properties = {
        id: { type: "string" },
        next: $ref(index + 1),
        others: { type: "array", items: $ref(index * 7) },
      };
      return [`S${index}`, { type: "object", required: ["id"], properties }];
    }),
  );
  const paths = Object.fromEntries(
    names.map((index) => {
      const requestBody = body("application/json", { $ref: `#/components/schemas/S${index}` });
      return [`/a${index}`, { post: { operationId: `a${index}`, requestBody, responses: ok } }];
    }),
  );
  const members = { components: { schemas } };
  const headers = { "content-type": "application/json" };
  const sent = { body: JSON.stringify({ id: "1", next: { id: "2" } }), headers };
  expect((await post("/a3", paths, sent, members)).status).toBe(200);
  expect((await post("/a7", paths, { body: '{"next":{}}', headers }, members)).status).toBe(422);
});

test("a callback that the document describes is not called", async () => {
  let called = false;
  const { createServer } = await import("node:http");
  const server = createServer((_, response) => {
    called = true;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const callbacks = { done: { "{$request.body#/url}": { post: { responses: ok } } } };
  const schema = { type: "object", properties: { url: { type: "string" } } };
  const paths = {
    "/a": {
      post: { operationId: "a", callbacks, requestBody: body("application/json", schema), responses: ok },
    },
  };
  const sent = {
    body: JSON.stringify({ url: `http://127.0.0.1:${port}/` }),
    headers: { "content-type": "application/json" },
  };
  expect((await post("/a", paths, sent)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(called).toBe(false);
  server.close();
});
