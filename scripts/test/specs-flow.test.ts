import { execFile, execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { parrots } from "./support/parrots.ts";
import { Repository } from "./support/repository.ts";
import { UpstreamServer } from "./support/upstream-server.ts";

// A change is made in a copy of everything that is generated, and compared by Redocly in a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = join(import.meta.dirname, "../..");
const history = join(root, "../shared/corpus/history");

let base: Repository;
let upstream: UpstreamServer;
beforeAll(async () => {
  base = await Repository.ofThisOne();
  upstream = await new UpstreamServer().start();
});
afterEach(() => {
  upstream.answers.clear();
  upstream.requests.length = 0;
});
afterAll(async () => {
  base[Symbol.dispose]();
  await upstream[Symbol.asyncDispose]();
});

/** A version of an API's document, as it was published. */
function version(name: string): string {
  const [file] = globSync(`${name}_*.yaml`, { cwd: history });
  return readFileSync(join(history, file!), "utf8");
}

/** A repository whose API is at the first version of its document, fetched from upstream, and committed. */
async function atFirstVersion(api: string, name: string): Promise<Repository> {
  const repository = base.clone();
  // What our overlay rests on came into the document later: only the names are pinned.
  repository.edit(`specs/${api}/overlay.yaml`, (text) =>
    text.replace(/^ {2}- target: \$\.components.*/ms, ""),
  );
  upstream.answers.set(`/${api}`, { body: version(`${name}_01`) });
  const { code, err } = await repository.specs("add", upstream.url(`/${api}`), "--received", "2026-03-17");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  repository.commit();
  return repository;
}

describe.skipIf(!existsSync(history))("an upstream change, from its document to a changeset", () => {
  it("Tokenization goes from its first to its second version by one command", async () => {
    using repository = await atFirstVersion("tokenization", "Tokenization");
    const generated = "packages/tokenization/src/generated";
    expect(repository.read(`${generated}/operations.ts`)).not.toContain("postRunVisaDeviceLifecycle");
    upstream.answers.set("/tokenization", { body: version("Tokenization_02"), etag: '"2"' });
    const { code, out, err } = await repository.specs("update", "tokenization", "--received", "2026-07-16");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain('minor      for "Card issuing - Tokenization": .changeset/tokenization-');
    for (const file of ["operations", "client", "types", "schema"])
      expect(repository.read(`${generated}/${file}.ts`)).toMatch(/postRunVisaDeviceLifecycle/i);
    expect(repository.read("specs/tokenization/accepted.yaml")).toContain("nobody has looked at it yet");
    expect(repository.read("packages/tokenization/README.md")).toContain("| `postRunVisaDeviceLifecycle` |");
    expect(repository.read("README.md")).toContain('generated from "Card issuing - Tokenization": ');
    expect(repository.read("specs/sources.yaml")).toMatch(
      /url: http:\/\/127\.0\.0\.1:\d+\/tokenization\n {2}received: 2026-07-16\n {2}sha256: ".{64}"\n {2}etag: "\\"2\\""/,
    );
    const [changeset, ...others] = repository.changesets("tokenization");
    expect(others).toEqual([]);
    expect(changeset).toMatch(
      /^---\n"@pismo-client\/tokenization": minor\n"pismo-client": minor\n"@pismo-client\/mock": minor\n---\n/,
    );
    expect(changeset).toContain("- New operation: `postRunVisaDeviceLifecycle`, `POST /v1/cards/");

    const before = repository.tree();
    expect(await repository.specs("update", "tokenization")).toMatchObject({ code: 0, err: "" });
    expect(repository.tree()).toEqual(before);
  });

  it("Cards goes from its first to its second version, which is called major", async () => {
    using repository = await atFirstVersion("cards", "Cards");
    upstream.answers.set("/cards", { body: version("Cards_02") });
    const { code, out } = await repository.specs("update", "cards");
    expect(code).toBe(0);
    expect(out).toMatch(/^major {6}for "Card issuing - Cards": \.changeset\/cards-/m);
    expect(out).toMatch(
      /the host of \d+ operations is taken from their prose: read specs\/cards\/overlay\.yaml/,
    );
    const [changeset] = repository.changesets("cards");
    expect(changeset).toMatch(/^---\n"@pismo-client\/cards": major\n"pismo-client": major\n/);
    expect(changeset).toContain("**Breaking.**");
  });

  it("an overlay that rests on what upstream has changed stops it, and is named", async () => {
    const before = base.tree();
    const { code, err } = await base.specs("add", base.given("first.yaml", version("Tokenization_01")));
    expect(code).toBe(1);
    expect(err).toMatch(
      /^specs\/tokenization\/overlay\.yaml#\/actions\/\d+\n {2}It expects \$\.components\.schemas\.OperationType\.enum to be/,
    );
    expect(base.tree()).toEqual(before);
  });
});

describe("a new API", () => {
  it("gets its package whole, and adding it again changes nothing", async () => {
    using repository = base.clone();
    const file = repository.given("parrots.yaml", parrots());
    const { code, out, err } = await repository.specs(
      "add",
      file,
      "--api",
      "parrots",
      "--received",
      "2026-11-22",
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^new {8}parrots: Birds - Parrots, from /);
    expect(out).toMatch(/pnpm install && pnpm test\n$/);
    const added = [...out.matchAll(/^added +(.*)$/gm)].map(([, name]) => name);
    const isGenerated = (file = "") => /\/src\/generated\//.test(file);
    expect(added.filter((file) => !isGenerated(file))).toEqual([
      expect.stringMatching(/^\.changeset\/parrots-[0-9a-f]{8}\.md$/),
      "packages/parrots/README.md",
      "packages/parrots/package.json",
      "packages/parrots/src/index.ts",
      "packages/parrots/test/client.test.ts",
      "packages/parrots/tsconfig.build.json",
      "packages/parrots/tsconfig.json",
      "specs/parrots/openapi.json",
      "specs/parrots/upstream/listparrots.yaml",
    ]);
    expect(added.filter(isGenerated)).toEqual(
      expect.arrayContaining([
        "packages/client/src/generated/parrots.ts",
        ...["client", "operations", "schema", "types"].map(
          (name) => `packages/parrots/src/generated/${name}.ts`,
        ),
      ]),
    );
    expect(repository.read("specs/parrots/upstream/listparrots.yaml")).toBe(parrots());
    expect(repository.read("packages/parrots/README.md")).toContain(
      "| `listParrots` | Get what /parrots has |",
    );
    const facade = JSON.parse(repository.read("packages/client/package.json"));
    expect(facade.dependencies).toMatchObject({ "@pismo-client/parrots": "workspace:*" });
    expect(Object.keys(facade.exports)).toContain("./parrots");
    expect(JSON.parse(repository.read("packages/parrots/package.json")).version).toBe(facade.version);
    expect(JSON.parse(repository.read(".changeset/config.json")).fixed[0]).toContain("@pismo-client/parrots");
    expect(repository.read("pnpm-lock.yaml")).toMatch(
      /\n {2}packages\/parrots:\n {4}dependencies:\n {6}'@pismo-client\/runtime':\n/,
    );
    expect(repository.read("README.md")).toContain(
      '| [`@pismo-client/parrots`](packages/parrots/README.md) | generated from "Birds - Parrots": `listParrots` |\n',
    );
    expect(repository.changesets("parrots")[0]).toMatch(
      /"@pismo-client\/parrots": minor\n"pismo-client": minor\n.*New operation: `listParrots`/s,
    );
    for (const name of [
      "package.json",
      "tsconfig.json",
      "tsconfig.build.json",
      "src/index.ts",
      "test/client.test.ts",
    ])
      expect(formatted(`packages/parrots/${name}`, repository)).toBe(
        repository.read(`packages/parrots/${name}`),
      );
    const before = repository.tree();
    for (const again of [["--api", "parrots"], []]) {
      const result = await repository.specs("add", file, ...again);
      expect(result).toMatchObject({ code: 0, err: "" });
      expect(result.out).toMatch(/^unchanged .*\nNothing has changed\.\n$/);
    }
    expect(repository.tree()).toEqual(before);
  });

  it("is asked for by its title, all of a folder at once, with the commands that say it", async () => {
    using repository = base.clone();
    repository.given("birds/a.yaml", parrots());
    const other = repository.given("birds/b b.yaml", parrots({ title: "Toucans" }));
    repository.given("birds/readme.txt", "Some prose.");
    const before = repository.tree();
    const { code, err, out } = await repository.specs("add", dirname(other));
    expect(code).toBe(1);
    expect(out).toMatch(/^skipped .*readme\.txt/);
    const lines = err.replaceAll(dirname(other), "birds").split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "birds/a.yaml",
      "  and birds/b b.yaml",
      '  Not exactly one API has the title "Birds - Parrots", "Toucans". There are:',
    ]);
    expect(lines).toContain("    cards                Card issuing - Cards");
    expect(lines.slice(-4)).toEqual([
      "  Name the API of each, one of these or a new one:",
      "    pnpm specs add birds/a.yaml --api parrots",
      "    pnpm specs add 'birds/b b.yaml' --api toucans",
      "",
    ]);
    expect(repository.tree()).toEqual(before);
  });

  it.each(["client", "runtime", "events", "Parrots", "../x", "default", "call"])(
    "cannot be called %s",
    async (name) => {
      const before = base.tree();
      const file = base.given("parrots.yaml", parrots());
      const { code, err } = await base.specs("add", file, "--api", name);
      expect(code).toBe(1);
      expect(err).toMatch(/parrots\.yaml\n {2}.*--api/s);
      expect(base.tree()).toEqual(before);
    },
  );
});

describe("a document that does not fit leaves no trace", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["cut-off YAML", parrots().slice(0, -30), /given\/x\.yaml:\d+:\d+\n {2}Its YAML cannot be read/],
    [
      "a reference to nothing",
      parrots().replace(/\{ type: string, .*\}/, '{ $ref: "#/gone" }'),
      /`#\/gone` points to nothing/,
    ],
    [
      "no usable server",
      parrots().replace("https://sandbox.example.com", ""),
      /No server with an absolute URL/,
    ],
    ["no operation", parrots().replace("    get:", "    x-get:"), /describes no operation/],
    ["HTML", "<!doctype html><html></html>", /x\.yaml\n {2}This is HTML/],
    ["prose", "Some prose.", /x\.yaml\n {2}This is neither an OpenAPI document nor an event/],
    [
      "OpenAPI 2",
      parrots().replace("openapi: 3.1.0", 'openapi: "2.0"'),
      /x\.yaml#\/openapi\n {2}OpenAPI "2\.0"/,
    ],
    ["no UTF-8", Uint8Array.of(0xff, 0xfe), /x\.yaml\n {2}Its bytes are not UTF-8/],
  ])("%s", async (_, content, message) => {
    const before = base.tree();
    const { code, err } = await base.specs("add", base.given("x.yaml", content), "--api", "parrots");
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^\s+at .*:\d+/m);
    expect(base.tree()).toEqual(before);
  });

  it("of several, none is taken", async () => {
    const before = base.tree();
    const [good, bad] = [base.given("good.yaml", parrots()), base.given("bad.yaml", parrots().slice(0, -30))];
    expect((await base.specs("add", good, bad, "--api", "parrots")).code).toBe(1);
    expect((await base.specs("add", good, join(base.root, "gone.yaml"), "--api", "parrots")).err).toContain(
      "gone.yaml\n",
    );
    expect(base.tree()).toEqual(before);
  });
});

describe("events", () => {
  const page = (version: number, property: string) =>
    `Bird flown\n\nDomain: birds\nEvent: bird_flown\nVersion: ${version}\n\n${schema(property)}`;
  const schema = (property: string) =>
    JSON.stringify({
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      title: "Bird flown",
      properties: { [property]: { type: "string", examples: property === "feather" ? [1] : [] } },
    });

  it("a page is added, and its change takes its place", async () => {
    using repository = base.clone();
    const file = "specs/events/upstream/birds-bird-flown-1.md";
    const types = "packages/events/src/generated/birds-bird-flown-1.ts";
    expect(await repository.specs("add", repository.given("page.md", page(1, "wing")))).toMatchObject({
      code: 0,
      err: "",
    });
    expect(repository.read(file)).toBe(page(1, "wing"));
    expect(repository.read(types)).toContain("wing?: string");
    expect(repository.changesets("events")[0]).toContain("- New event: `birds.bird_flown 1`.");
    const { out } = await repository.specs("add", repository.given("page.md", page(1, "feather")));
    expect(out).toMatch(/^changed {4}events: Bird flown, from /);
    expect(repository.read(file)).toBe(page(1, "feather"));
    expect(repository.read(types)).toContain("feather?: string");
    expect(out).toContain("read specs/events/accepted.yaml");
    expect(repository.read("specs/events/accepted.yaml")).toContain(
      "place: upstream/birds-bird-flown-1.md#/properties/feather/examples/0",
    );
    expect(repository.changesets("events")).toHaveLength(1);
    await repository.specs("add", repository.given("page.md", page(2, "wing")));
    expect(repository.has("specs/events/upstream/birds-bird-flown-2.md")).toBe(true);
    expect(repository.has(file)).toBe(true);
  });

  it("a bare schema is told which event it is, once", async () => {
    using repository = base.clone();
    const file = repository.given("schema.json", schema("wing"));
    const unnamed = await repository.specs("add", file);
    expect(unnamed.code).toBe(1);
    expect(unnamed.err).toMatch(
      /does not say which event it is\.\n {2}Name it, as in: --event cards\.rotate_cvv@1/,
    );
    expect((await repository.specs("add", file, "--event", "bird flown")).err).toMatch(
      /^--event bird flown\n/,
    );
    expect(await repository.specs("add", file, "--event", "birds.bird_flown@3")).toMatchObject({
      code: 0,
      err: "",
    });
    expect(repository.read("specs/sources.yaml")).toContain(
      "  kind: event-schema\n  title: Bird flown\n  domain: birds\n  event: bird_flown\n  version: 3\n",
    );
    const before = repository.tree();
    expect((await repository.specs("add", file)).out).toMatch(/^unchanged /);
    expect(repository.tree()).toEqual(before);
  });
});

describe("update", () => {
  let birds: Repository;
  beforeAll(async () => {
    birds = base.clone();
    answer();
    // Only these are fetched: the rest of the list has addresses that are not on this machine.
    birds.edit("specs/sources.yaml", (text) => text.replaceAll(/^ {2}url: .*\n/gm, ""));
    const added = [
      await birds.specs("add", upstream.url("/list"), upstream.url("/get"), "--api", "parrots"),
      await birds.specs("add", upstream.url("/toucans"), "--api", "toucans"),
    ];
    expect(added).toMatchObject([
      { code: 0, err: "" },
      { code: 0, err: "" },
    ]);
    birds.commit();
  });
  afterAll(() => birds[Symbol.dispose]());

  const get = { path: "/parrots/first", id: "getParrot" };
  const toucans = { title: "Birds - Toucans", path: "/toucans", id: "listToucans" };
  function answer(): void {
    upstream.answers.set("/list", { body: parrots(), etag: '"1"' });
    upstream.answers.set("/get", {
      body: parrots(get),
      headers: { "last-modified": "Wed, 01 Apr 2026 00:00:00 GMT" },
    });
    upstream.answers.set("/toucans", { body: parrots(toucans) });
  }

  it("nothing has changed: nothing changes", async () => {
    answer();
    upstream.answers.set("/toucans", { body: parrots(toucans), etag: '"now it has one"' });
    const before = birds.tree();
    const { code, out, err } = await birds.specs("update", "--received", "2030-01-01");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("3 documents fetched: 0 changed, 3 unchanged, 0 failed.\n");
    expect(birds.tree()).toEqual(before);
    const headers = Object.fromEntries(upstream.requests.map(({ path, headers }) => [path, headers]));
    expect(headers["/list"]).toMatchObject({
      "if-none-match": '"1"',
      accept: expect.stringMatching(/^text\/markdown/),
    });
    expect(headers["/get"]).toMatchObject({ "if-modified-since": "Wed, 01 Apr 2026 00:00:00 GMT" });
  });

  it("one dead source does not stop the others, and each is told", async () => {
    using repository = birds.clone();
    upstream.answers.set("/list", { status: 500 });
    upstream.answers.set("/get", { status: 301, headers: { location: "/moved" } });
    upstream.answers.set("/moved", { body: parrots(get) });
    upstream.answers.set("/toucans", { body: parrots({ ...toucans, property: "beak" }) });
    const { code, out, err } = await repository.specs("update");
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out.replaceAll(upstream.url(""), "")).toContain(`\
moved      /get
           for good, to /moved: put that into specs/sources.yaml
failed     specs/parrots/upstream/listparrots.yaml
           /list
           It was answered with status 500.
3 documents fetched: 1 changed, 1 unchanged, 1 failed.
changed    toucans: Birds - Toucans, from /toucans
`);
    expect(repository.read("specs/toucans/upstream/listtoucans.yaml")).toContain("beak");
    expect(repository.read("packages/toucans/src/generated/schema.ts")).toContain("beak?: string");
  });

  it("a source that is gone is told as that", async () => {
    answer();
    upstream.answers.set("/list", { status: 410 });
    const before = birds.tree();
    const { code, out } = await birds.specs("update", "parrots");
    expect(code).toBe(1);
    expect(out).toMatch(/^gone {7}specs\/parrots\/upstream\/listparrots\.yaml\n.*\/list\n.*status 410/m);
    expect(upstream.requests.map(({ path }) => path).sort()).toEqual(["/get", "/list"]);
    expect(birds.tree()).toEqual(before);
  });

  it("documents of one API that do not fit each other stop no other API", async () => {
    using repository = birds.clone();
    answer();
    upstream.answers.set("/list", { body: parrots().replace("version: 1.0.0", "version: 2.0.0") });
    upstream.answers.set("/toucans", { body: parrots({ ...toucans, property: "beak" }) });
    const { code, out, err } = await repository.specs("update");
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(/^refused {4}what has changed of parrots\n.*info\/version\n.*and .*\n.*disagree/m);
    expect(
      repository.git("status", "--porcelain", "--", "specs", "packages/parrots").split("\n").sort(),
    ).toEqual([
      "",
      " M specs/sources.yaml",
      " M specs/toucans/openapi.json",
      " M specs/toucans/upstream/listtoucans.yaml",
    ]);
    expect(repository.changesets("toucans")[0]).toContain("`listToucans`");
  });

  it.each<[string, Parameters<UpstreamServer["answers"]["set"]>[1], RegExp]>([
    ["11 MiB", { body: new Uint8Array(11 * 1024 * 1024) }, /larger than 10 MiB/],
    [
      "a redirect to http",
      { status: 302, headers: { location: "http://example.com/x" } },
      /Only https is spoken, not http\./,
    ],
    [
      "a redirect to a file",
      { status: 302, headers: { location: "file:///etc/hosts" } },
      /Only https is spoken, not file\./,
    ],
    [
      "a redirect without end",
      { status: 302, headers: { location: "/list" } },
      /redirects more than 5 times/,
    ],
    ["a login page", { body: "<html><form></form></html>" }, /This is HTML/],
    ["bytes that are no UTF-8", { body: Uint8Array.of(0xff) }, /not UTF-8/],
    [
      "an event in place of a document",
      { body: 'Domain: birds\nEvent: flown\nVersion: 1\n\n{"$schema":""}' },
      /This is an event now/,
    ],
    ["a connection that breaks", (response) => response.destroy(), /could not be fetched/],
  ])("%s is refused", async (_, given, message) => {
    upstream.answers.set("/list", given);
    upstream.answers.set("/get", { body: parrots(get) });
    const before = birds.tree();
    const { code, out } = await birds.specs("update", "parrots");
    expect(code).toBe(1);
    expect(out).toMatch(/^failed {5}specs\/parrots\/upstream\/listparrots\.yaml\n/m);
    expect(out).toMatch(message);
    expect(out).toContain("2 documents fetched: 0 changed, 1 unchanged, 1 failed.\n");
    expect(birds.tree()).toEqual(before);
  });

  it("a server that never ends is given up on", async () => {
    upstream.answers.set("/toucans", (response) => response.writeHead(200).write("openapi"));
    const { code, out } = await birds.specs("update", "toucans", "--timeout", "0.2");
    expect(code).toBe(1);
    expect(out).toContain("It took longer than 0.2 s.");
  });

  it("an API that there is not is named", async () => {
    const { code, err } = await base.specs("update", "parots");
    expect(code).toBe(1);
    expect(err).toMatch(/^parots\n {2}There is no such API\.\n {2}There are: .*\bcards\b/);
    expect(upstream.requests).toEqual([]);
  });
});

describe("the commands", () => {
  it.each(["add", "update", "status"])(
    "%s explains itself, and refuses what it does not know",
    async (name) => {
      const help = await base.specs(name, "--help");
      expect(help).toMatchObject({ code: 0, err: "" });
      expect(help.out).toMatch(new RegExp(`^pnpm specs ${name} `));
      expect(help.out).toContain("--root <folder>");
      const unknown = await base.specs(name, "--unknown");
      expect(unknown.code).toBe(1);
      expect(unknown.err).toMatch(/--unknown/);
      expect(unknown.err).not.toMatch(/^\s+at /m);
    },
  );

  it("are listed, and one that there is not is refused", async () => {
    const list = await run();
    expect(list).toMatchObject({ code: 0, err: "" });
    expect(list.out).toMatch(/add.*\n.*update.*\n.*diff.*\n.*status/);
    expect(await run("ad")).toEqual({ code: 1, out: list.out, err: "\nThere is no command `ad`.\n" });
  });

  it("status lists the APIs and their sources", async () => {
    const on = ["--on", "2026-12-02"];
    const { code, out, err } = await base.specs("status", "--json", ...on);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { apis } = JSON.parse(out);
    expect(apis.map(({ api }: { api: string }) => api)).toEqual(
      expect.arrayContaining(["cards", "events", "tokenization"]),
    );
    const cards = apis.find(({ api }: { api: string }) => api === "cards");
    expect(cards).toMatchObject({ title: "Card issuing - Cards", overlayActions: expect.any(Number) });
    expect(cards.operations).toContain("rotateCvv");
    expect(cards.sources[0]).toMatchObject({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      isAsRecorded: true,
    });
    const text = (await base.specs("status", ...on)).out;
    expect(text).toMatch(/^cards: Card issuing - Cards, version /m);
    expect(text).toContain(`  ${cards.sources[0].sha256.slice(0, 12)}  `);
    expect(text).toContain("events: Events\n");
  });

  it("status marks a source whose bytes are not the recorded ones", async () => {
    using repository = base.clone();
    const [{ file }] = JSON.parse((await base.specs("status", "--json")).out).apis[0].sources;
    repository.edit(file, (text) => `${text}\n`);
    expect((await repository.specs("status")).out).toContain(", not as recorded  ");
  });
});

/** A file as our linter has it. */
function formatted(file: string, repository: Repository): string {
  const args = ["check", "--write", `--stdin-file-path=${file}`];
  return execFileSync(join(root, "node_modules/.bin/biome"), args, {
    cwd: root,
    input: repository.read(file),
    encoding: "utf8",
    stdio: "pipe",
  });
}

/** The command as a process of its own. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "scripts/src/specs.ts"), ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}
