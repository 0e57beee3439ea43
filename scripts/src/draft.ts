import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import { DocumentError } from "./document-error.ts";
import { sorted } from "./json.ts";
import { sha256 } from "./sources.ts";

/**
 * A copy of the repository's texts, in which a change is made and tried. The repository sees nothing of it before
 * `publish`, and then all of it or nothing.
 */
export class Draft implements Disposable {
  /** Where the copy is: whatever works on the repository works on this folder. */
  readonly root: string;
  readonly #original: string;
  readonly #before: ReadonlyMap<string, string>;

  constructor(original: string) {
    this.#original = original;
    this.root = mkdtempSync(join(tmpdir(), "pismo-client-draft-"));
    for (const name of copied) {
      if (existsSync(join(original, name)))
        cpSync(join(original, name), join(this.root, name), { recursive: true, filter: isText });
    }
    this.#before = hashesBelow(this.root);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  has(file: string): boolean {
    return existsSync(join(this.root, file));
  }

  write(file: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), content);
  }

  delete(file: string): void {
    rmSync(join(this.root, file), { force: true });
  }

  /** What has been done to the draft, by path below the root. */
  changes(): Change[] {
    const after = hashesBelow(this.root);
    return sorted(new Set([...this.#before.keys(), ...after.keys()])).flatMap((file): Change[] => {
      if (!after.has(file)) return [{ file, state: "deleted" }];
      if (!this.#before.has(file)) return [{ file, state: "added" }];
      return after.get(file) === this.#before.get(file) ? [] : [{ file, state: "changed" }];
    });
  }

  /**
   * Does to the repository what has been done to the draft. If that fails half-way, what was done is undone.
   * @throws DocumentError where a file that would be written was changed by someone else since the draft was made
   */
  publish(): Change[] {
    const changes = this.changes();
    this.#refuseForeignChanges(changes);
    const temporary = (file: string) => `${join(this.#original, file)}.${process.pid}.tmp`;
    const undo: (() => void)[] = [];
    try {
      for (const { file, state } of changes) {
        if (state === "deleted") continue;
        mkdirSync(dirname(join(this.#original, file)), { recursive: true });
        undo.push(() => rmSync(temporary(file), { force: true }));
        writeFileSync(temporary(file), readFileSync(join(this.root, file)));
      }
      for (const { file, state } of changes) {
        const path = join(this.#original, file);
        const before = existsSync(path) ? readFileSync(path) : undefined;
        undo.push(() => (before ? writeFileSync(path, before) : rmSync(path, { force: true })));
        if (state === "deleted") rmSync(path, { force: true });
        else renameSync(temporary(file), path);
      }
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    }
    return changes;
  }

  #refuseForeignChanges(changes: readonly Change[]): void {
    for (const { file } of changes) {
      const path = join(this.#original, file);
      const found = existsSync(path) ? sha256(readFileSync(path)) : undefined;
      if (found === this.#before.get(file)) continue;
      throw new DocumentError(
        file,
        "It was changed while this command ran.",
        "Nothing was written: run it again.",
      );
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export interface Change {
  readonly file: string;
  readonly state: "added" | "changed" | "deleted";
}

const copied = [
  ".changeset",
  "specs",
  "packages",
  "README.md",
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "redocly.yaml",
  "tsconfig.base.json",
];

function isText(path: string): boolean {
  const name = basename(path);
  return !["node_modules", "dist", ".turbo", ".cache", "coverage"].includes(name) && !name.endsWith(".tmp");
}

function hashesBelow(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path).split(sep).join("/"), sha256(readFileSync(path))];
    }),
  );
}
