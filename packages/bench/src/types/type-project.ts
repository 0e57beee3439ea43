import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateIn } from "../generators/generate-in.ts";
import { syntheticDocument, verbs } from "../synthetic.ts";
import { type Compiled, compile } from "./compile.ts";
import type { SyntheticCall, TypeSubject } from "./type-subject.ts";

const specs = join(import.meta.dirname, "../../../../specs");
const operations = 1000;
const callsOfMany = 100;

const programs = {
  empty: "empty.ts",
  three: "three-calls.ts",
  many: "many-calls.ts",
} as const;

/** A user's project with one client in it: generated where it is generated, and with programs that call it. */
export class TypeProject implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "pismo-client-types-"));

  readonly #subject: TypeSubject;

  private constructor(subject: TypeSubject) {
    this.#subject = subject;
  }

  static async create(subject: TypeSubject): Promise<TypeProject> {
    const project = new TypeProject(subject);
    try {
      await project.#fill();
      await project.#refuseWrongCalls();
      return project;
    } catch (error) {
      project[Symbol.dispose]();
      throw error;
    }
  }

  /** What a program costs the compiler, over an empty one with the same settings. */
  async costOf(program: "three" | "many"): Promise<Compiled> {
    const empty = await compile(this.#folder, programs.empty);
    const full = await compile(this.#folder, programs[program]);
    return {
      instantiations: full.instantiations - empty.instantiations,
      checkTime: full.checkTime - empty.checkTime,
      memory: full.memory - empty.memory,
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #fill(): Promise<void> {
    const { threeCalls, generator } = this.#subject;
    this.#write("package.json", JSON.stringify({ type: "module" }));
    symlinkSync(
      join(import.meta.dirname, "../../node_modules"),
      join(this.#folder, "node_modules"),
      "junction",
    );
    this.#write(programs.empty, "export {};\n");
    this.#write(programs.three, threeCalls);
    this.#write(programs.many, manyCalls(this.#subject));
    this.#write("synthetic.json", JSON.stringify(syntheticDocument(operations / verbs.length)));
    await this.#generate(generator, join(this.#folder, "synthetic.json"), "api");
    // Ours are installed.
    if (generator === "ours") return;
    for (const api of ["cards", "tokenization"])
      await this.#generate(generator, join(specs, api, "openapi.json"), api);
  }

  /** As a package has it: what is generated as source is built to declarations. */
  async #generate(module: TypeSubject["generator"], document: string, api: string): Promise<void> {
    const source = join(this.#folder, "source");
    await generateIn({ module }, [{ document, folder: source }]);
    const built = join(this.#folder, api);
    const index = ["index.ts", "client.ts"].find((file) => existsSync(join(source, file)));
    if (index === undefined) return renameSync(source, built);
    await compile(source, index, {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rewriteRelativeImportExtensions: true,
      rootDir: ".",
      outDir: built,
    });
  }

  /** Types that let everything pass would cost nothing. */
  async #refuseWrongCalls(): Promise<void> {
    const right = manyCalls(this.#subject);
    for (const [what, wrong] of [
      ["a value of a wrong type", right.replaceAll("Vacation card", "").replaceAll('name: ""', "name: 1")],
      ["a missing member", right.replaceAll(`status: "BLOCKED", `, "")],
    ] as const) {
      this.#write("wrong-calls.ts", wrong);
      const passes = await compile(this.#folder, "wrong-calls.ts").then(
        () => true,
        () => false,
      );
      if (wrong === right || passes) throw new Error(`The types of ${this.#subject.name} let ${what} pass.`);
    }
  }

  #write(file: string, text: string): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, file), text);
  }
}

/** Calls all over the document, and uses what they return. */
function manyCalls({ before, call }: TypeSubject): string {
  const step = operations / callsOfMany;
  const calls: SyntheticCall[] = Array.from(
    { length: callsOfMany / verbs.length },
    (_, index) => index * step,
  ).flatMap((resource) => verbs.map((verb) => ({ verb, resource })));
  const lines = calls.map((each, index) => `export const result${index} = await ${call(each)};`);
  return `${before(calls)}${lines.join("\n")}\n`;
}
