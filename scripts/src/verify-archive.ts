import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { unpackTar } from "modern-tar";
import { DocumentError } from "./document-error.ts";

/** What is in a package's tarball. It is read in memory: nothing of a tarball that nobody trusts yet is unpacked. */
export interface Archive {
  /** As the user named it. */
  readonly place: string;
  readonly bytes: Buffer;
  /** Its files by path, with what installing them sets besides their contents. */
  readonly files: ReadonlyMap<string, { readonly data: Uint8Array; readonly mode: string }>;
  readonly name: string;
  readonly version: string;
}

/** Ours are below 1 MB; this is no bomb yet. */
const longest = 100_000_000;

/** @throws DocumentError for what is no npm package */
export async function readArchive(path: string, place: string): Promise<Archive> {
  const bytes = readBytes(path, place);
  const files = new Map<string, { data: Uint8Array; mode: string }>();
  try {
    const entries = await unpackTar(gunzipSync(bytes, { maxOutputLength: longest }), { strict: true });
    for (const { header, data = new Uint8Array() } of entries) {
      const { name, type, mode, linkname } = header;
      const kind = type === "file" ? "" : ` ${type} ${linkname ?? ""}`;
      files.set(name, { data, mode: `${(mode ?? 0).toString(8)}${kind}` });
    }
  } catch (error) {
    throw new DocumentError(
      place,
      `It is no tarball: ${(error as Error).message}`,
      "Name a file that npm pack made.",
    );
  }
  return { place, bytes, files, ...readIdentity(files.get("package/package.json")?.data, place) };
}

function readBytes(path: string, place: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new DocumentError(
      place,
      "There is no such file.",
      "Name a tarball, or a package as in pismo-client@1.2.3.",
    );
  }
}

function readIdentity(data: Uint8Array | undefined, place: string): { name: string; version: string } {
  try {
    const { name, version } = JSON.parse(new TextDecoder().decode(data));
    if (typeof name === "string" && typeof version === "string") return { name, version };
  } catch {
    // Told below.
  }
  throw new DocumentError(
    place,
    "It holds no package.json with a name and a version.",
    "Name a file that npm pack made.",
  );
}
