import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Subject } from "./subject.ts";

interface Sources {
  readonly documents: { readonly [file: string]: string };
  readonly overlays: { readonly [file: string]: string };
  readonly generator?: string;
  readonly source: string;
}

/** `dist/sources.json` names the documents and overlays that the workspace has, with the hashes that they have there. */
export function checkSources({ root, source, files, read }: Subject): string[] {
  if (!files.includes("dist/sources.json")) return ["dist/sources.json is missing."];
  const { documents, overlays, generator, source: own } = JSON.parse(read("dist/sources.json")) as Sources;
  const problems = Object.entries({ ...documents, ...overlays })
    .filter(([file, hash]) => hash !== sha256(join(root, file)))
    .map(([file]) => `dist/sources.json: ${file} has another hash in the workspace.`);
  const isGenerated = existsSync(join(source.path, "src/generated"));
  if (isGenerated && Object.keys(documents).length === 0)
    problems.push("dist/sources.json names no document, though code is generated.");
  for (const digest of isGenerated ? [generator, own] : [own])
    if (!/^[0-9a-f]{64}$/.test(digest ?? "")) problems.push("dist/sources.json lacks a digest.");
  return problems;
}

function sha256(path: string): string | undefined {
  return existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : undefined;
}
