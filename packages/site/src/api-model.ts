import { posix } from "node:path";
import {
  Application,
  type CommentDisplayPart,
  Converter,
  type DeclarationReflection,
  Logger,
  LogLevel,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
} from "typedoc";
import ts from "typescript";
import { type Package, root } from "./repository.ts";

/** What a package exports under one name that it is imported by. */
export interface EntryPoint {
  /** `pismo-client/cards`. */
  readonly name: string;
  readonly packageFolder: string;
  readonly symbols: readonly ApiSymbol[];
  /** What is exported here and described elsewhere. */
  readonly reexported: readonly Target[];
}

/** A place in the reference. */
export interface Target {
  readonly entryPoint: string;
  readonly name: string;
}

export const kinds = ["function", "class", "interface", "type", "constant"] as const;

export interface ApiSymbol {
  readonly name: string;
  readonly kind: (typeof kinds)[number];
  /** As a user's compiler reads it, without the docstrings. */
  readonly declaration: string;
  readonly docs: Docs;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly declaration: string;
  readonly docs: Docs;
}

/** A docstring. Its texts are Markdown, in which a link to a symbol has the address `api:<entry point, encoded>#<symbol>`. */
export interface Docs {
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly text: string }[];
  /** The other tags: `throws`, `default`, `example`, … */
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

/** What the addresses of symbols in docstrings begin with. */
export const apiScheme = "api:";

export interface ApiModel {
  readonly entryPoints: readonly EntryPoint[];
  /** What TypeDoc complains about, such as a `{@link}` that leads nowhere. */
  readonly warnings: readonly string[];
}

/** Reads what the built packages export, from the declarations that their users get. */
export async function readApi(packages: readonly Package[]): Promise<ApiModel> {
  // The first that exports a symbol describes it; the facade, which exports them again, refers to it.
  const entries = packages
    .toReversed()
    .flatMap(({ folder, entries }) => entries.map((entry) => ({ folder, ...entry })));
  const logger = new Warnings();
  const app = await Application.bootstrap({
    skipErrorChecking: true,
    sort: ["source-order"],
    jsDocCompatibility: { defaultTag: false },
    tsconfig: posix.join(root, "packages/site/tsconfig.json"),
  });
  app.logger = logger;
  const declarations = new Map<Reflection, readonly ts.Declaration[]>();
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection: DeclarationReflection) => {
    const symbol = context.getSymbolFromReflection(reflection);
    if (symbol?.declarations) declarations.set(reflection, symbol.declarations);
  });

  const files = entries.map(({ declarations }) => posix.join(root, declarations));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
    strict: true,
    noEmit: true,
  });
  const project = app.converter.convert(
    entries.map(({ name, declarations }) => {
      const sourceFile = program.getSourceFile(posix.join(root, declarations));
      if (!sourceFile)
        throw new Error(`${declarations} does not exist. Build the packages first: \`pnpm build\`.`);
      return { displayName: name, program, sourceFile };
    }),
  );
  app.validate(project);
  const entryPoints = packages.flatMap(({ folder, entries }) =>
    entries.map(({ name }) => entryPoint(project, name, folder, declarations)),
  );
  return { entryPoints, warnings: logger.warnings };
}

class Warnings extends Logger {
  readonly warnings: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.warnings.push(message);
  }
}

function entryPoint(
  project: ProjectReflection,
  name: string,
  packageFolder: string,
  declarations: ReadonlyMap<Reflection, readonly ts.Declaration[]>,
): EntryPoint {
  const module = project.getChildByName([name]) as DeclarationReflection;
  const symbols: ApiSymbol[] = [];
  const reexported: Target[] = [];
  for (const child of module.children ?? []) {
    if (child.isReference()) reexported.push(target(child.getTargetReflectionDeep()));
    else symbols.push(apiSymbol(child, declarations));
  }
  return { name, packageFolder, symbols, reexported };
}

function target(reflection: Reflection): Target {
  return { entryPoint: reflection.parent!.name, name: reflection.name };
}

function apiSymbol(
  reflection: DeclarationReflection,
  declarations: ReadonlyMap<Reflection, readonly ts.Declaration[]>,
): ApiSymbol {
  const own = declarations.get(reflection) ?? [];
  const literal = reflection.type?.type === "reflection" ? reflection.type.declaration : undefined;
  const members = [...(reflection.children ?? []), ...(literal?.children ?? [])]
    .filter(({ inheritedFrom }) => !inheritedFrom)
    .map((member) => ({
      name: member.name,
      declaration: print(declarations.get(member) ?? []),
      docs: docs(member),
    }));
  return {
    name: reflection.name,
    kind: kindOf(reflection),
    declaration: print(own),
    docs: docs(reflection),
    members,
  };
}

function kindOf({ kind }: DeclarationReflection): ApiSymbol["kind"] {
  if (kind === ReflectionKind.Function) return "function";
  if (kind === ReflectionKind.Class) return "class";
  if (kind === ReflectionKind.Interface) return "interface";
  return kind === ReflectionKind.TypeAlias ? "type" : "constant";
}

const printer = ts.createPrinter({ removeComments: true });

function print(declarations: readonly ts.Declaration[]): string {
  return declarations
    .map((declaration) => {
      const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
      return printer
        .printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile())
        .replace(/^export (declare )?/, "")
        .replaceAll(/^( {4})+/gm, (indent) => indent.slice(indent.length / 2));
    })
    .join("\n");
}

function docs(reflection: DeclarationReflection): Docs {
  const signatures = [
    ...(reflection.signatures ?? []),
    ...(reflection.getSignature ? [reflection.getSignature] : []),
    ...(reflection.type?.type === "reflection" ? (reflection.type.declaration.signatures ?? []) : []),
  ];
  const comments = [reflection, ...signatures].flatMap(({ comment }) => comment ?? []);
  return {
    summary: comments.map(({ summary }) => markdown(summary)).join("\n\n"),
    parameters: signatures
      .flatMap(({ parameters }) => parameters ?? [])
      .flatMap(({ name, comment }) => (comment ? { name, text: markdown(comment.summary) } : [])),
    tags: comments
      .flatMap(({ blockTags }) => blockTags)
      .filter(({ tag }) => tag !== "@param")
      .map(({ tag, content }) => ({ name: tag.slice(1), text: markdown(content) })),
  };
}

function markdown(parts: readonly CommentDisplayPart[]): string {
  return parts
    .map((part) => {
      if (part.kind !== "inline-tag") return part.text;
      if (typeof part.target === "string") return `[${part.text}](${part.target})`;
      const isSymbol = part.target && "parent" in part.target;
      if (!isSymbol) return `\`${part.text}\``;
      const { entryPoint, name } = target(part.target as Reflection);
      return `[\`${part.text}\`](${apiScheme}${encodeURIComponent(entryPoint)}#${name})`;
    })
    .join("");
}
