import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "./document-error.ts";
import { runNpm } from "./npm.ts";
import { integrity } from "./release-prepare.ts";

/** What a release's folder lists, in the order in which it is published. */
export interface ReleaseList {
  readonly version: string;
  readonly tarballs: readonly { readonly name: string; readonly file: string; readonly integrity: string }[];
}

export const listName = "release.json";

/**
 * Publishes the tarballs that `release --pack` left in a folder. What npm has already is left alone, so that a
 * publication that stopped half-way can be run again.
 * @throws DocumentError outside a workflow that npm trusts, and for a tarball that is not as it was packed
 */
export function publish(folder: string, say: (text: string) => void): void {
  refuseUntrusted(process.env);
  const list = readList(folder);
  for (const { name, file } of list.tarballs) {
    const release = `${name}@${list.version}`;
    const path = join(folder, file);
    const known = publishedIntegrity(release);
    if (known !== undefined && known !== integrity(path)) {
      throw new DocumentError(
        release,
        "npm has this version already, with other contents.",
        "A version is published once: write a changeset, and release the next one.",
      );
    }
    if (known === undefined) upload(path, release);
    say(`${known === undefined ? "published" : "was there "} ${release}\n`);
  }
}

/** Nothing but GitHub's short-lived identity may publish: not a token, and not a person at a terminal. */
export function refuseUntrusted(environment: NodeJS.ProcessEnv): void {
  const { GITHUB_ACTIONS, ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN } = environment;
  if (GITHUB_ACTIONS !== "true") {
    throw new DocumentError(
      "pnpm release --publish",
      "Packages are published by the release workflow, from main.",
      "What it would do, you see with: pnpm release --dry-run",
    );
  }
  if (!ACTIONS_ID_TOKEN_REQUEST_URL || !ACTIONS_ID_TOKEN_REQUEST_TOKEN) {
    throw new DocumentError(
      "pnpm release --publish",
      "This job has no identity that npm could trust.",
      "Give it `permissions: id-token: write`.",
    );
  }
  const token = ["NODE_AUTH_TOKEN", "NPM_TOKEN"].find((name) => environment[name]);
  if (token) {
    throw new DocumentError(
      token,
      "npm would take this token in place of the workflow's identity.",
      "Remove it: trusted publishing needs none.",
    );
  }
}

function readList(folder: string): ReleaseList {
  const path = join(folder, listName);
  if (!existsSync(path)) {
    throw new DocumentError(path, "It is not there.", "Make it with: pnpm release --pack <folder>");
  }
  const list = JSON.parse(readFileSync(path, "utf8")) as ReleaseList;
  for (const tarball of list.tarballs) {
    const file = join(folder, tarball.file);
    if (!existsSync(file) || integrity(file) !== tarball.integrity)
      throw new DocumentError(file, "It is not the tarball that was packed and checked.", "Pack again.");
  }
  return list;
}

/** The hash of what npm has under a name and version; undefined if it has nothing. */
function publishedIntegrity(release: string): string | undefined {
  const { status, stdout } = runNpm(["view", release, "dist.integrity", "--json"]);
  if (status === 0) return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as string);
  if (/"code": *"E404"/.test(stdout)) return undefined;
  throw new DocumentError(release, `npm could not say whether it has this version:\n\n${stdout.trim()}\n`);
}

function upload(path: string, release: string): void {
  const { status, stdout, stderr } = runNpm(["publish", path, "--access", "public"]);
  if (status === 0) return;
  throw new DocumentError(release, `npm did not publish it:\n\n${stderr.trim() || stdout.trim()}\n`);
}
