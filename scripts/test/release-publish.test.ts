import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReleaseList } from "../src/release-publish.ts";
import { command } from "./support/command.ts";

/** Publishing with the npm that the workflow uses, to a registry that trusts this workflow's identity and nothing else. */

const folder = mkdtempSync(join(tmpdir(), "pismo-client-publish-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Published {
  readonly _attachments: { readonly [name: string]: { readonly data: string } };
}

/** A registry and GitHub's issuer of identities in one server. */
class Registry {
  readonly #server: Server;
  /** What was published, by name and in order. */
  readonly published = new Map<string, Published>();
  /** Integrity of what was there before. */
  readonly known = new Map<string, string>();
  readonly audiences: (string | null)[] = [];

  constructor() {
    this.#server = createServer(async (request, response) => {
      const url = new URL(request.url!, "http://localhost");
      const name = decodeURIComponent(url.pathname.split("/").at(-1)!);
      const answer = (status: number, body: object) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      };
      if (url.pathname === "/identity") {
        this.audiences.push(url.searchParams.get("audience"));
        const isAsked = request.headers.authorization === "Bearer request-token";
        return answer(isAsked ? 200 : 401, { value: `e30.${Buffer.from("{}").toString("base64url")}.x` });
      }
      if (url.pathname.startsWith("/-/npm/v1/oidc/token/exchange/package/"))
        return answer(201, { token: `npm-token-for-${name}` });
      if (request.method === "GET") {
        const integrity = this.known.get(name);
        const versions = { "1.2.3": { name, version: "1.2.3", dist: { integrity } } };
        return integrity
          ? answer(200, { name, "dist-tags": { latest: "1.2.3" }, versions })
          : answer(404, {});
      }
      if (request.headers.authorization !== `Bearer npm-token-for-${name}`) return answer(401, {});
      this.published.set(name, (await json(request)) as Published);
      answer(201, {});
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

let registry: Registry;
let workflow: NodeJS.ProcessEnv;

beforeEach(async () => {
  registry = new Registry();
  await registry.start();
  workflow = {
    CI: "true",
    GITHUB_ACTIONS: "true",
    ACTIONS_ID_TOKEN_REQUEST_URL: `${registry.url}identity?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    NODE_AUTH_TOKEN: "",
    NPM_TOKEN: "",
    npm_config_registry: registry.url,
    npm_config_userconfig: join(folder, "npmrc"),
    npm_config_cache: join(folder, "cache"),
    npm_config_fetch_retries: "0",
  };
});
afterEach(() => registry.stop());

const names = ["@pismo-client/runtime", "pismo-client"];

/** A release of two packages. Without provenance: its statement is signed by services that are not here. */
async function release(): Promise<{ path: string; tarballs: Buffer[] }> {
  const path = mkdtempSync(join(folder, "release-"));
  const tarballs = await Promise.all(
    names.map(async (name) => {
      const body = JSON.stringify({ name, version: "1.2.3" });
      const header = { name: "package/package.json", size: Buffer.byteLength(body) };
      return gzipSync(await packTar([{ header, body }]));
    }),
  );
  const list: ReleaseList = {
    version: "1.2.3",
    tarballs: names.map((name, index) => ({
      name,
      file: `${index}.tgz`,
      integrity: integrity(tarballs[index]!),
    })),
  };
  for (const [index, tarball] of tarballs.entries()) writeFileSync(join(path, `${index}.tgz`), tarball);
  writeFileSync(join(path, "release.json"), JSON.stringify(list));
  return { path, tarballs };
}

function integrity(bytes: Buffer): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

test("publishes the packed bytes, in their order, with a token for each that the identity is exchanged for", async () => {
  const { path, tarballs } = await release();
  const { code, out, err } = await command("release.ts", ["--publish", path], { env: workflow });
  expect(err).toBe("");
  expect(out).toBe("published @pismo-client/runtime@1.2.3\npublished pismo-client@1.2.3\n");
  expect(code).toBe(0);
  expect([...registry.published.keys()]).toEqual(names);
  const sent = [...registry.published.values()].map(({ _attachments }) =>
    Buffer.from(Object.values(_attachments)[0]!.data, "base64"),
  );
  expect(sent).toEqual(tarballs);
  expect(new Set(registry.audiences)).toEqual(new Set(["npm:127.0.0.1"]));
}, 60_000);

test("goes on where it stopped", async () => {
  const { path, tarballs } = await release();
  registry.known.set(names[0]!, integrity(tarballs[0]!));
  const { code, out } = await command("release.ts", ["--publish", path], { env: workflow });
  expect(out).toBe("was there  @pismo-client/runtime@1.2.3\npublished pismo-client@1.2.3\n");
  expect(code).toBe(0);
  expect([...registry.published.keys()]).toEqual(["pismo-client"]);
}, 60_000);

describe("publishes nothing", () => {
  const cases: { [title: string]: [change: () => NodeJS.ProcessEnv, message: RegExp] } = {
    "at a terminal": [() => ({ GITHUB_ACTIONS: "" }), /by the release workflow, from main\.\n.*--dry-run/],
    "in a job without an identity": [() => ({ ACTIONS_ID_TOKEN_REQUEST_URL: "" }), /id-token: write/],
    "with a token at hand": [
      () => ({ NODE_AUTH_TOKEN: "secret-token" }),
      /^NODE_AUTH_TOKEN\n.*\n {2}Remove it/,
    ],
    "where npm has the version with other contents": [
      () => {
        registry.known.set(names[0]!, integrity(Buffer.from("other")));
        return {};
      },
      /npm has this version already, with other contents/,
    ],
    "where npm does not trust the workflow": [
      () => ({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: "another" }),
      /npm did not publish it:[\s\S]*(ENEEDAUTH|E401)/,
    ],
    "where npm cannot be asked": [
      () => ({ npm_config_registry: "http://127.0.0.1:1/" }),
      /npm could not say whether it has this version/,
    ],
  };

  test.for(Object.entries(cases))("%s", { timeout: 60_000 }, async ([, [change, message]]) => {
    const { path } = await release();
    const { code, err } = await command("release.ts", ["--publish", path], {
      env: { ...workflow, ...change() },
    });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ {4}at /m);
    expect(err).not.toContain("secret-token");
    expect(code).toBe(1);
    expect([...registry.published]).toEqual([]);
  });

  test("of a tarball that is not as it was packed", async () => {
    const { path } = await release();
    writeFileSync(join(path, "1.tgz"), "other");
    const { code, err } = await command("release.ts", ["--publish", path], { env: workflow });
    expect(err).toMatch(/1\.tgz\n {2}It is not the tarball that was packed and checked/);
    expect(code).toBe(1);
    expect([...registry.published]).toEqual([]);
  });

  test("from a folder that is none of its own", async () => {
    const { code, err } = await command("release.ts", ["--publish", folder], { env: workflow });
    expect(err).toMatch(/release\.json\n {2}It is not there\.\n {2}Make it with: pnpm release --pack/);
    expect(code).toBe(1);
  });
});
