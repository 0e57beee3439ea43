import ts from "typescript";

/** The emitted declarations of an API: `schema.ts` and `types.ts`. */
export interface Declarations {
  readonly schema: string;
  readonly types: string;
}

export type TypeDirection = "sent" | "received";

export interface ExportChange {
  readonly name: string;
  /** The schema that the exported type is, where it is one. */
  readonly schema?: string;
  readonly kind: "removed" | "added" | TypeDirection;
  /** The compiler's words, for a type that no longer fits. */
  readonly message: string;
}

interface Exported {
  readonly name: string;
  readonly schema?: string;
  readonly isType: boolean;
}

/**
 * Compiles a use of every export of the older declarations against the newer ones: what was sent must still be accepted,
 * and what is received must still be what was read.
 * @param directionsOf how an exported type of the newer declarations is used
 */
export function compareDeclarations(
  before: Declarations,
  after: Declarations,
  directionsOf: (exported: { name: string; schema?: string }) => ReadonlySet<TypeDirection>,
): ExportChange[] {
  const known = exportsOf(before.types);
  const now = exportsOf(after.types);
  const changes: ExportChange[] = [];
  const uses: { readonly exported: Exported; readonly direction: TypeDirection }[] = [];
  for (const exported of known.values()) {
    const other = now.get(exported.name);
    if (other?.isType !== exported.isType) changes.push(change(exported, "removed"));
    else if (exported.isType)
      for (const direction of directionsOf(other)) uses.push({ exported: other, direction });
  }
  for (const exported of now.values()) if (!known.has(exported.name)) changes.push(change(exported, "added"));
  const lines = uses.map(({ exported: { name }, direction }) => {
    const [from, to] = direction === "sent" ? ["before", "after"] : ["after", "before"];
    return `export const ${direction}_${name} = (value: ${from}.${name}): ${to}.${name} => value;`;
  });
  const check = [
    'import type * as before from "./before/types.ts";',
    'import type * as after from "./after/types.ts";',
    ...lines,
  ];
  const problems = compile({
    "/lib.d.ts": lib,
    "/before/schema.ts": before.schema,
    "/before/types.ts": `${before.types}\nexport {};`,
    "/after/schema.ts": after.schema,
    "/after/types.ts": `${after.types}\nexport {};`,
    "/check.ts": check.join("\n"),
  });
  for (const { line, message } of problems) {
    const { exported, direction } = uses[line - 2]!;
    changes.push(change(exported, direction, message));
  }
  return changes;
}

function change({ name, schema }: Exported, kind: ExportChange["kind"], message = ""): ExportChange {
  return { name, kind, message, ...(schema !== undefined && { schema }) };
}

function exportsOf(types: string): Map<string, Exported> {
  const found = new Map<string, Exported>();
  for (const statement of ts.createSourceFile("types.ts", types, ts.ScriptTarget.Latest, true).statements) {
    if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(isExport)) continue;
    if (ts.isTypeAliasDeclaration(statement)) {
      const name = statement.name.text;
      const schema = schemaOf(statement.type);
      found.set(name, { name, isType: true, ...(schema !== undefined && { schema }) });
    } else if (ts.isInterfaceDeclaration(statement)) {
      found.set(statement.name.text, { name: statement.name.text, isType: true });
    } else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) found.set(name.text, { name: name.text, isType: false });
      }
    }
  }
  return found;
}

function isExport({ kind }: ts.Modifier): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

/** `Card` of `components["schemas"]["Card"]`. */
function schemaOf(type: ts.TypeNode): string | undefined {
  if (!ts.isIndexedAccessTypeNode(type) || !ts.isIndexedAccessTypeNode(type.objectType)) return undefined;
  const { objectType } = type.objectType;
  if (!ts.isTypeReferenceNode(objectType) || objectType.typeName.getText() !== "components") return undefined;
  const { indexType } = type;
  return ts.isLiteralTypeNode(indexType) && ts.isStringLiteral(indexType.literal)
    ? indexType.literal.text
    : undefined;
}

function compile(files: { readonly [path: string]: string }): { line: number; message: string }[] {
  const sources = new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true),
    ]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noLib: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const program = ts.createProgram([...sources.keys()], options, {
    getSourceFile: (path) => sources.get(path),
    getDefaultLibFileName: () => "/lib.d.ts",
    writeFile() {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => sources.has(path),
    readFile: (path) => files[path],
  });
  const problems: { line: number; message: string }[] = [];
  for (const { file, start, messageText } of [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ]) {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (file?.fileName !== "/check.ts") throw new Error(`${file?.fileName ?? "the compiler"}: ${message}`);
    problems.push({ line: file.getLineAndCharacterOfPosition(start ?? 0).line, message: innermost(message) });
  }
  return problems;
}

/** The compiler explains from the outside in; the last lines tell what really differs. */
function innermost(message: string): string {
  return message
    .split("\n")
    .map((line) => line.trim())
    .slice(-2)
    .join(" ")
    .replaceAll(/import\("[^"]*"\)\./g, "");
}

/** What emitted declarations use of the language's library: loading the real one takes longer than the whole comparison. */
const lib = `
interface Array<T> { length: number; [index: number]: T; concat(...items: T[]): T[] }
interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T; concat(...items: T[]): T[] }
interface Boolean { valueOf(): boolean }
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface Function { readonly name: string; apply(): unknown }
interface IArguments { length: number }
interface Number { toFixed(): string }
interface Object { hasOwnProperty(): boolean }
interface RegExp { exec(): unknown }
interface String { charAt(): string; readonly length: number }
interface Promise<T> { then(next: (value: T) => void): void }
interface Blob { readonly size: number; stream(): unknown }
interface FormData { append(name: string, value: string | Blob): void }
interface URLSearchParams { sort(): void }
interface ArrayBuffer { readonly byteLength: number; slice(): ArrayBuffer }
interface Uint8Array { readonly BYTES_PER_ELEMENT: number; [index: number]: number }
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends string | number | symbol, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends string | number | symbol> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
`;

/** What each kind of change to an exported type is for those who import it: rule, bump, what, why. */
export const typeRules = {
  removed: [
    "exported-type-removed",
    "major",
    "is no longer exported.",
    "Code that imports it no longer compiles.",
  ],
  added: ["exported-type-added", "minor", "is exported.", "It can be left alone."],
  sent: [
    "sent-type-narrowed",
    "major",
    "no longer takes what it took.",
    "Code that sends it no longer compiles",
  ],
  received: [
    "received-type-changed",
    "major",
    "is no longer what was read.",
    "Code that reads it no longer compiles",
  ],
} as const;
